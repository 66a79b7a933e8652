import * as z from 'zod';
import { LoopMode } from '../protocol/state.js';

/**
 * What was playing, as it is kept across restarts. Darkness is not: whoever plugs a panel in wants to see something.
 */
export const ResumePoint = z.object({
  playlistId: z.string().optional(),
  loop: LoopMode,
  shuffle: z.boolean(),
  paused: z.boolean(),
  /** Percent. Absent: nobody has set it; the configuration's holds. */
  brightness: z.number().min(0).max(100).optional(),
  /** What the configuration said when that was set: by now another word there is the later one. */
  configuredBrightness: z.number().min(0).max(100).optional(),
  /** Key of the entry that was showing, and where in it. */
  entryKey: z.string().optional(),
  positionMs: z.number().min(0),
});
export type ResumePoint = z.infer<typeof ResumePoint>;

export const FIRST_RESUME_POINT: ResumePoint = { loop: 'all', shuffle: false, paused: false, positionMs: 0 };

/** A note that cannot be read (an older program's, a damaged one) costs the place in the program, nothing else. */
export function decodeResumePoint(stored: unknown): ResumePoint {
  const decoded = ResumePoint.safeParse(stored);
  return decoded.success ? decoded.data : FIRST_RESUME_POINT;
}
