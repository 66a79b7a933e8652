import { processorMs } from './footprint.js';
import type { FuzzTarget } from './fuzz-target.js';
import { inputChance } from './input-chance.js';

/** No input may keep the processor busy for longer. */
export const LONGEST_MS = 1000;

/** Something that framed must not do, and the input that it does it with. */
export interface Finding {
  readonly index: number;
  readonly what: string;
  readonly input: Buffer;
}

export interface FuzzOptions {
  readonly target: FuzzTarget;
  readonly name: string;
  readonly seed: number;
  /** Inputs, by number: [from, to). */
  readonly from: number;
  readonly to: number;
  /** An input is about to be given. */
  readonly begin?: (index: number) => void;
  /** True: the target is of no more use, and gets no more. */
  readonly found: (finding: Finding) => boolean;
}

export interface FuzzOutcome {
  /** How often each outcome was seen. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Of the processor's time, for one input. */
  readonly longestMs: number;
}

/** Gives a target one input after the other. */
export async function fuzzInputs({ target, name, seed, from, to, begin, found }: FuzzOptions): Promise<FuzzOutcome> {
  const outcomes: Record<string, number> = {};
  let longestMs = 0;
  for (let index = from; index < to; index++) {
    begin?.(index);
    const input = target.make(inputChance(seed, name, index));
    const { what, outcome, tookMs } = await feedOne(target, input);
    longestMs = Math.max(longestMs, tookMs);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (what !== undefined && found({ index, what, input })) break;
  }
  return { outcomes, longestMs };
}

/** What came of one input; `what`: what framed must not do. */
export async function feedOne(
  target: FuzzTarget,
  input: Buffer,
): Promise<{ what?: string; outcome: string; tookMs: number }> {
  const cpuMs = () => (target.pid === undefined ? process.cpuUsage().user / 1000 : processorMs(target.pid));
  const [begunMs, begunCpuMs] = [performance.now(), cpuMs()];
  try {
    const outcome = await target.feed(input);
    const wallMs = performance.now() - begunMs;
    // Less than that on the clock is less than that of the processor, nearly.
    const tookMs = wallMs < LONGEST_MS / 2 ? wallMs : cpuMs() - begunCpuMs;
    if (tookMs > LONGEST_MS) return { what: `it took ${Math.round(tookMs)} ms`, outcome, tookMs };
    return { outcome, tookMs };
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { what, outcome: 'finding', tookMs: 0 };
  }
}
