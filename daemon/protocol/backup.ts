import * as z from 'zod/mini';

/** Answer of POST /api/restore: what will be there when framed is back. */
export const RestoreReport = z.object({
  clips: z.int(),
  playlists: z.int(),
  /** Clips of the backup that are not among them: their files are neither in the backup nor in the library that was there. */
  missing: z.array(z.object({ id: z.string(), name: z.string() })),
  /** True where the configuration came with it. */
  config: z.boolean(),
  /** Folder of the library that was there. */
  replaced: z.string(),
});
export type RestoreReport = z.infer<typeof RestoreReport>;
