import type { MediaTools } from '../convert/media-tools.js';
import type { CrashNote } from '../crash/crash-note.js';
import type { PlainError } from '../errors.js';
import type { MendCode, MendReport } from '../library/mend-report.js';
import type { ConfigProblemState } from '../protocol/config.js';
import { notice, say } from '../protocol/notice-sentences.js';
import type { Notice, StorageState } from '../protocol/state.js';
import { isLoopback } from './device-address.js';
import type { StorageTrouble } from './storage-trouble.js';

/** Undefined where everything that converting needs is there. */
export function noticeOfTools({ ffmpeg, ffprobe }: MediaTools): Notice | undefined {
  if (ffmpeg && ffprobe) return undefined;
  return notice('warning', say('ffmpeg-missing'));
}

/**
 * One line where any glass would have done: whoever only wants to look has no need for more, and `framed doctor` has it.
 *
 * @param missing what keeps the picture from real glass, a sentence each; empty where nothing does, or none is wanted.
 * @param wanted `display.output`
 */
export function noticeOfGlass(missing: readonly string[], wanted: string): Notice | undefined {
  if (missing.length === 0) return undefined;
  if (wanted === 'auto') return notice('info', say('glass-wanted'));
  return notice('warning', say('glass-missing'), ...missing, say('glass-later'));
}

/** Undefined where a login is required, or nobody but this machine can reach it. */
export function noticeOfLogin(login: 'required' | 'none', host: string): Notice | undefined {
  if (login === 'required' || isLoopback(host)) return undefined;
  return notice('warning', say('no-login'));
}

/** Undefined where there is room. */
export function noticeOfStorage({ freeBytes, reserveBytes }: StorageState): Notice | undefined {
  if (freeBytes >= reserveBytes) return undefined;
  const megabytes = (bytes: number) => Math.floor(bytes / 1e6);
  const values = { freeMb: megabytes(freeBytes), reserveMb: megabytes(reserveBytes) };
  return notice('warning', say('disk-reserve', values));
}

/** What a start found that people should know of: something is lost, or was lost but for luck. What was merely half done is not. */
const TOLD: ReadonlySet<MendCode> = new Set<MendCode>([
  'database-recovered',
  'original-taken-again',
  'original-lost',
  'original-recovered',
  'clip-lost',
  'not-mended',
]);
const MOST_TOLD = 5;

/** Undefined where the library was as it should be. */
export function noticeOfMending({ findings }: MendReport): Notice | undefined {
  const told = findings.filter(({ code }) => TOLD.has(code)).map(({ message }) => message);
  if (told.length === 0) return undefined;
  const more = told.length - MOST_TOLD;
  const rest = more > 0 ? [say('mended-more', { count: more })] : [];
  return notice('warning', say('mended'), ...told.slice(0, MOST_TOLD), ...rest);
}

/** Undefined where it can be read and written. */
export function noticeOfTrouble(trouble: StorageTrouble | undefined): Notice | undefined {
  return trouble && notice('error', say(`storage-${trouble}`));
}

/** Undefined where the run before was stopped, or there was none. */
export function noticeOfCrash(crash: CrashNote | undefined): Notice | undefined {
  if (crash === undefined) return undefined;
  const at = new Date(crash.atMs).toISOString();
  return notice('warning', say('crashed', { by: crash.by, at, path: crash.path }));
}

export function noticeOfSkipped(name: string, { message }: PlainError): Notice {
  return notice('warning', say('skipped', { name, reason: message }));
}

/** Undefined where the configuration file is what holds. */
export function noticeOfConfig(problem: ConfigProblemState | undefined): Notice | undefined {
  if (problem === undefined) return undefined;
  return notice('error', say(`config-${problem.inForce}`), problem.message);
}

/** Undefined where the configuration's panel can be had. */
export function noticeOfPanel(problem: PlainError | undefined): Notice | undefined {
  return problem && notice('error', say('panel-problem', { reason: problem.message }));
}

/** Undefined where everything was taken up. */
export function noticeOfRestart(keys: readonly string[]): Notice | undefined {
  if (keys.length === 0) return undefined;
  return notice('info', say('config-restart', { keys: keys.join(', ') }));
}
