import type { MediaTools } from '../convert/media-tools.js';
import type { CrashNote } from '../crash/crash-note.js';
import type { PlainError } from '../errors.js';
import type { MendCode, MendReport } from '../library/mend-report.js';
import type { ConfigProblemState } from '../protocol/config.js';
import type { Notice, StorageState } from '../protocol/state.js';
import { isLoopback } from './device-address.js';
import type { StorageTrouble } from './storage-trouble.js';

/** Undefined where everything that converting needs is there. */
export function noticeOfTools({ ffmpeg, ffprobe }: MediaTools): Notice | undefined {
  if (ffmpeg && ffprobe) return undefined;
  return {
    level: 'warning',
    message:
      'ffmpeg is not installed, so nothing new can be converted. Install it (sudo apt-get install -y ffmpeg) and restart framed.',
  };
}

/**
 * One line where any glass would have done: whoever only wants to look has no need for more, and `framed doctor` has it.
 *
 * @param missing what keeps the picture from real glass, a sentence each; empty where nothing does, or none is wanted.
 * @param wanted `display.output`
 */
export function noticeOfGlass(missing: readonly string[], wanted: string): Notice | undefined {
  if (missing.length === 0) return undefined;
  const what = 'The picture is on this virtual panel only.';
  if (wanted === 'auto') return { level: 'info', message: `${what} To get it on real glass: framed doctor` };
  const after = 'It goes to the glass as soon as that can be had.';
  return { level: 'warning', message: [what, ...missing, after].join('\n') };
}

/** Undefined where a login is required, or nobody but this machine can reach it. */
export function noticeOfLogin(login: 'required' | 'none', host: string): Notice | undefined {
  if (login === 'required' || isLoopback(host)) return undefined;
  return {
    level: 'warning',
    message:
      'There is no login: whoever reaches framed over the network may do everything. To have one: framed config set access.login required',
  };
}

/** Undefined where there is room. */
export function noticeOfStorage({ freeBytes, reserveBytes }: StorageState): Notice | undefined {
  if (freeBytes >= reserveBytes) return undefined;
  const [free, reserve] = [freeBytes, reserveBytes].map((bytes) => Math.floor(bytes / 1e6));
  return {
    level: 'warning',
    message: `The disk is nearly full: ${free} MB are free, and ${reserve} MB stay so. Nothing new is taken until clips are removed.`,
  };
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
  const lines = [...told.slice(0, MOST_TOLD), ...(more > 0 ? [`And ${more} more: framed logs`] : [])];
  return { level: 'warning', message: ['The library was mended at the start.', ...lines].join('\n') };
}

/** Undefined where it can be read and written. */
export function noticeOfTrouble(trouble: StorageTrouble | undefined): Notice | undefined {
  return trouble && { level: 'error', message: SENTENCES[trouble] };
}

const SENTENCES: Readonly<Record<StorageTrouble, string>> = {
  gone: 'The folder of the library is gone: was a stick pulled out? Nothing can be added or changed until it is back; framed then goes on by itself.',
  'read-only':
    'The library cannot be written: its file system has become read-only, as one does whose card fails. Nothing can be added or changed. Make a backup, and look at the messages of the kernel (dmesg).',
  'not-writable':
    'The library cannot be written: framed may not write to its folder. Nothing can be added or changed until its owner and rights are put right.',
  'no-names-left':
    'The disk has no room for more files, though it may have room for bytes (all of its inodes are in use). Nothing can be added until files are deleted.',
  failing: 'The library cannot be read: its disk reports errors. Check the SD card or stick.',
};

/** Undefined where the run before was stopped, or there was none. */
export function noticeOfCrash(crash: CrashNote | undefined): Notice | undefined {
  if (crash === undefined) return undefined;
  const at = new Date(crash.atMs).toISOString();
  return {
    level: 'warning',
    message: `framed was ended by ${crash.by}, and has been started again (${at}). What it did before is in ${crash.path}.`,
  };
}

export function noticeOfSkipped(name: string, { message }: PlainError): Notice {
  return { level: 'warning', message: `"${name}" cannot be played and is passed over: ${message}` };
}

/** Undefined where the configuration file is what holds. */
export function noticeOfConfig(problem: ConfigProblemState | undefined): Notice | undefined {
  if (problem === undefined) return undefined;
  const held = {
    current: 'What it said before',
    'last-good': 'What it said when it was good last',
    defaults: 'The defaults',
  };
  const holds = problem.inForce === 'defaults' ? 'hold' : 'holds';
  const message = `The configuration is not taken up. ${held[problem.inForce]} ${holds}.\n${problem.message}`;
  return { level: 'error', message };
}

/** Undefined where the configuration's panel can be had. */
export function noticeOfPanel(problem: PlainError | undefined): Notice | undefined {
  return (
    problem && { level: 'error', message: `The configuration asks for a panel that cannot be had. ${problem.message}` }
  );
}

/** Undefined where everything was taken up. */
export function noticeOfRestart(keys: readonly string[]): Notice | undefined {
  if (keys.length === 0) return undefined;
  return { level: 'info', message: `Restart framed to take up what was changed: ${keys.join(', ')}.` };
}
