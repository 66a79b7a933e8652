import type { Clip } from '../../../daemon/protocol/clip.js';
import type { Job } from '../../../daemon/protocol/job.js';

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** "512 bytes", "3.4 MB", "120 MB". */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 99.95 ? 0 : 1;
  return `${amount.toFixed(digits)} ${UNITS[unit]}`;
}

/** "0:07", "12:30", "1:02:03". Cut, not rounded, as clocks do. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  const [minutes, rest] = parts;
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** "about 40 s left", "about 3 min left". */
export function formatTimeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

/** The line below a clip's name. */
export function describeClip({ kind, durationMs, originalBytes }: Clip): string {
  const size = formatBytes(originalBytes);
  if (kind === 'still') return `Photo · ${size}`;
  return `${kind === 'animation' ? 'Animation' : 'Video'} · ${formatDuration(durationMs)} · ${size}`;
}

const STAGES: Record<Job['stage'], string> = {
  receiving: 'Receiving',
  waiting: 'Waiting for its turn',
  converting: 'Converting',
  finishing: 'Finishing',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** Of a file that is in the library already: nothing went wrong, and nothing is left to do. */
export const KNOWN_WORDS = 'This one is in the library already.';

/** The line of a file that this page sends. `amount`: "3.4 MB of 12 MB". */
export function describeReceiving(what: { amount: string; isConverting: boolean; etaMs: number | undefined }): string {
  const parts = [what.isConverting ? 'Receiving and converting' : 'Receiving', what.amount];
  if (what.etaMs !== undefined) parts.push(formatTimeLeft(what.etaMs));
  return parts.join(' · ');
}

/** The line of a file whose page went away while it was sent. */
export const STOPPED_WORDS = 'Stopped. Choose the file again to go on.';

/** The line below a job's name: what happens, what is left. How far it is, its bar says, of the whole way and not of a stage. */
export function describeJob({ stage, percent, etaMs, frames, known, error, notes = [] }: Job): string {
  if (error !== undefined) return error.message;
  if (stage === 'ready' && known) return KNOWN_WORDS;
  if (stage === 'ready' && notes.length > 0) return notes.join(' ');
  const parts = [STAGES[stage]];
  if (stage === 'converting' && percent === undefined && frames > 0) parts.push(`${frames} frames`);
  if (etaMs !== undefined) parts.push(formatTimeLeft(etaMs));
  return parts.join(' · ');
}
