import { DamagePlanner } from '../../display/dirty/damage-planner.js';
import type { Geometry, Rectangle } from '../../display/display.js';
import type { LinkBlock } from './link-block.js';

/** Plans what to send of each frame, by the cost of the link that the consumer has opened; nothing where there is no such cost. */
export class DamageFinder {
  readonly #link: LinkBlock;
  readonly #geometry: Geometry;
  #planner: DamagePlanner | undefined;
  /** Of the link block when the planner was made. */
  #writes = 0;

  constructor({ link, geometry }: { link: LinkBlock; geometry: Geometry }) {
    this.#link = link;
    this.#geometry = geometry;
  }

  /** What differs between two frames, as DamagePlanner plans it; undefined: everything, or nobody need know. */
  find(previous: Uint8Array, next: Uint8Array): Rectangle[] | undefined {
    return this.#current()?.plan(previous, next);
  }

  #current(): DamagePlanner | undefined {
    const { writes } = this.#link;
    if (writes === this.#writes) return this.#planner;
    const cost = this.#link.read();
    this.#planner = cost && new DamagePlanner(this.#geometry, cost);
    this.#writes = writes;
    return this.#planner;
  }
}
