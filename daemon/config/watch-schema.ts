import * as z from 'zod';

/** Where files come from beside the page. */
export const WatchKeys = z.strictObject({
  folders: z
    .array(z.string().regex(/^\//, 'a folder is written in full, like "/srv/framed"'))
    .max(16)
    .default([])
    .describe(
      'Files put there, by scp or a network share, are added as if they were sent, when they have stopped growing.',
    )
    .meta({ localOnly: true }),
  usb: z
    .boolean()
    .default(false)
    .describe('The same for whatever is mounted beneath /media: a stick is plugged in, and its clips play.'),
  settle_seconds: z
    .number()
    .min(1)
    .max(600)
    .default(5)
    .describe('A file that was the same for so long has stopped growing.'),
  remove_added: z
    .boolean()
    .default(false)
    .describe('Delete a file from its folder when its clip is in the library. Otherwise it stays as it is.')
    .meta({ localOnly: true }),
});
