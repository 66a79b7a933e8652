import type { Geometry } from '../../display/display.js';
import { type ConvertOptions, planKey } from '../convert/options.js';
import type { Look } from '../protocol/look.js';

/** What frames are wanted: for which panel, and how a picture is brought onto it. */
export interface Plan {
  readonly geometry: Geometry;
  readonly options: ConvertOptions;
}

/** Frames as the library is asked for them. */
export interface WantedFrames {
  readonly planKey: string;
  readonly width: number;
  readonly height: number;
}

/** Which frames each clip is to have: the configuration's, but for what somebody chose for that clip. */
export class Plans {
  #defaults: Plan;
  /** Most clips have no look of their own, and a key is a hash. */
  #defaultKey: string;

  constructor(defaults: Plan) {
    this.#defaults = defaults;
    this.#defaultKey = keyOf(defaults);
  }

  /** From now on the configuration, or the panel, is another. */
  setDefaults(defaults: Plan): void {
    this.#defaults = defaults;
    this.#defaultKey = keyOf(defaults);
  }

  /** @param look undefined: nothing was chosen. */
  planFor(look: Look | undefined): Plan {
    const { geometry, options } = this.#defaults;
    return look === undefined ? this.#defaults : { geometry, options: { ...options, ...withoutUndefined(look) } };
  }

  keyFor(look: Look | undefined): string {
    return look === undefined ? this.#defaultKey : keyOf(this.planFor(look));
  }

  wantedFor(look: Look | undefined): WantedFrames {
    const { width, height } = this.#defaults.geometry;
    return { planKey: this.keyFor(look), width, height };
  }
}

function keyOf({ geometry, options }: Plan): string {
  return planKey(geometry, options);
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Zod's optional members may be undefined, which would hide a default. */
function withoutUndefined<T extends object>(value: T): Defined<T> {
  // Object.entries knows nothing of the type; what is left out is what the type leaves out.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
