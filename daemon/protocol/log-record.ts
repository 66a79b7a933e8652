import * as z from 'zod/mini';

/** One line of the daemon's log. */
export const LogRecord = z.object({
  /** Counts from 1 since the daemon started; a gap is what nobody kept. */
  sequence: z.int(),
  /** Milliseconds since the Unix epoch, by the clock as it was then. */
  atMs: z.number(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  /** The line without its level: "room: message key=value". */
  text: z.string(),
});
export type LogRecord = z.infer<typeof LogRecord>;

/** Body of GET /api/logs: the newest records, oldest first. */
export const RecentLogs = z.object({ records: z.array(LogRecord) });
export type RecentLogs = z.infer<typeof RecentLogs>;
