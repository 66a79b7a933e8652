import { BEFORE, DEEDS, type DeedName, MAY_END } from './deeds.js';
import { type FaultAction, FROM_THEN_ON } from './fault-control.js';
import { SeededChance } from './seeded-chance.js';
import { Walker } from './walker.js';

export interface WalkOptions {
  deed: DeedName;
  action: FaultAction;
  /** Every call from the one on fails, as on a full disk; else that one only. */
  isLasting: boolean;
  /** The first call that is to fail. Default: the first there is. */
  from?: number;
  /** The last call that is to fail. Default: the last there is. */
  to?: number;
  /** Calls that are passed over between two that fail; 1 walks every one. */
  stride?: number;
  seed?: number;
  /** Told of each call that was made to fail. */
  tell?: (line: string) => void;
}

export interface WalkOutcome {
  /** What was broken, with the call that was made to fail. */
  readonly broken: readonly string[];
  /** Calls that were made to fail, one at a time. */
  readonly failed: number;
}

/**
 * Does something again and again, and each time has the next call on the disk fail: what was promised holds, and the daemon goes on. Where calls fail
 * from then on, every other time the daemon is killed before the disk is well, and the next start is to hold it.
 */
export async function faultWalk(options: WalkOptions): Promise<WalkOutcome> {
  const {
    deed,
    action,
    isLasting,
    from = 1,
    to = Number.POSITIVE_INFINITY,
    stride = 1,
    seed = 1,
    tell = () => {},
  } = options;
  const walker = await Walker.start(new SeededChance(seed));
  const mayEnd = MAY_END.has(deed);
  const broken: string[] = [];
  let failed = 0;
  try {
    for (let at = from; broken.length === 0 && at <= to; at += stride) {
      await walker.prepare();
      await BEFORE[deed]?.(walker);
      walker.control.arm({ at, times: isLasting ? FROM_THEN_ON : 1, action });
      const dies = isLasting && (at / stride) % 2 < 1 !== DIES_FIRST.has(action);
      const problems = dies
        ? await walker.undergoAndDie(DEEDS[deed], { mayEnd })
        : await walker.undergo(DEEDS[deed], { mayEnd });
      const { fired, what } = walker.control;
      tell(`${at}: ${what}${dies ? ', and killed' : ''}`);
      broken.push(...problems.map((problem) => `${deed}, ${action} of ${what} (call ${at}): ${problem}`));
      if (fired === 0) break;
      failed += 1;
    }
    if (broken.length === 0)
      broken.push(...(await walker.restart()).map((problem) => `${deed}, ${action}: ${problem}`));
    return { broken, failed };
  } finally {
    await walker.end();
  }
}

/** So that of two actions each call is met in both ways. */
const DIES_FIRST: ReadonlySet<FaultAction> = new Set(['EROFS', 'ENOSPC']);
