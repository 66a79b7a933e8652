import type { MediaTools } from '../convert/media-tools.js';
import type { CrashNote } from '../crash/crash-note.js';
import type { PlainError } from '../errors.js';
import type { ConfigProblemState } from '../protocol/config.js';
import type { Notice, StorageState } from '../protocol/state.js';
import { isLoopback } from './device-address.js';

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
  return { level: 'warning', message: [what, ...missing].join('\n') };
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
