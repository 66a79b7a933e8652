import * as z from 'zod/mini';
import { WireError } from './wire-error.js';

/** A file on its way into the library. It ends as ready (the clip is in `clipId`), failed (with `error`) or cancelled. */
export const JobStage = z.enum(['receiving', 'waiting', 'converting', 'finishing', 'ready', 'failed', 'cancelled']);

/** Body of every REST answer that is not a success. */
export const ErrorBody = z.object({ error: WireError });

export const Job = z.object({
  id: z.string(),
  /** The file's name as the sender gave it. For showing only. */
  name: z.string(),
  stage: JobStage,
  /** 0 to 100 within the stage; absent while it cannot be known. */
  percent: z.optional(z.number()),
  /** 0 to 100 over the whole way, and never back; 100 is ready. Absent where it ended otherwise. */
  overallPercent: z.optional(z.number()),
  /** While it is received: what is there, and how much there will be where the sender said so. */
  bytes: z.optional(z.int()),
  totalBytes: z.optional(z.int()),
  /** Frames converted so far; there may be some while it is still received. */
  frames: z.int(),
  /** What is left of the stage, in milliseconds; absent while it cannot be known. */
  etaMs: z.optional(z.number()),
  clipId: z.optional(z.string()),
  /** True where the same file was in the library already, and `clipId` is that clip. */
  known: z.boolean(),
  /** Why it failed; in any other stage, why it does not go on for now: it does by itself, and then this is gone. */
  error: z.optional(WireError),
  /** Of one that is ready: a sentence each on what may surprise, such as that part of the file is damaged. */
  notes: z.optional(z.readonly(z.array(z.string()))),
});
export type Job = z.infer<typeof Job>;
export type JobStage = z.infer<typeof JobStage>;
