import type { Clock } from '../clock.js';
import type { ControlBlock } from './control-block.js';
import type { Showing } from './showing.js';

/** Whether the picture goes on. */
export type PlayerPulse = { readonly beats: true } | { readonly beats: false; readonly because: string };

export interface PulseOptions {
  control: ControlBlock;
  showing: Pick<Showing, 'read'>;
  clock: Clock;
}

/**
 * How far past its end a frame may stand before the picture counts as stuck. Opening a clip on a slow card, or a full framebuffer over a
 * bit-banged bus, takes a second or two; nobody looks at a standing picture for longer without wondering.
 */
export const OVERDUE_MS = 5000;

/**
 * Feels whether the player is alive, by what its threads leave in shared memory and not by asking them.
 *
 * - Both threads turn: each counts the turns of its loop, and is woken by its bell when the pulse is taken, so that at the next taking the
 *   count has risen, whether it plays, is paused, dark, or in the middle of a still of a day. A thread that blocks in a driver, loops in
 *   a decoder or is dead does not turn.
 * - Frames move: what shows is not past its end, unless it is paused or there is nothing to follow (an empty program, a clip that grows).
 */
export class Pulse {
  readonly #options: PulseOptions;
  #turns: { producer: number; consumer: number } | undefined;
  /** Since when the picture has had no leave to stand. */
  #moveExpectedMs: number | undefined;

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** Compares with what it took before: at the first taking only the frames are looked at. Leave the threads a second in between. */
  take(): PlayerPulse {
    const { control } = this.#options;
    const { producerTurns: producer, consumerTurns: consumer } = control;
    const before = this.#turns;
    this.#turns = { producer, consumer };
    control.ringAll();
    if (before?.consumer === consumer)
      return { beats: false, because: 'the thread that presents frames hangs or is gone' };
    if (before?.producer === producer)
      return { beats: false, because: 'the thread that decodes frames hangs or is gone' };
    const overdueMs = this.#overdueMs();
    if (overdueMs <= OVERDUE_MS) return { beats: true };
    return { beats: false, because: `the picture has stood for ${Math.round(overdueMs / 1000)} s too long` };
  }

  /** 0 where it may stand for as long as it likes. */
  #overdueMs(): number {
    const { control, showing, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    const { serial, anchorMs, ptsMs, durationMs } = showing.read();
    const mayStand = control.idle || (control.paused && serial !== 0);
    if (mayStand) this.#moveExpectedMs = nowMs;
    this.#moveExpectedMs ??= nowMs;
    const endMs = serial === 0 ? 0 : anchorMs + ptsMs + durationMs;
    return nowMs - Math.max(endMs, this.#moveExpectedMs);
  }
}
