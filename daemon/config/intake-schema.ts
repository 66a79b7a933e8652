import * as z from 'zod';

/** How what people send becomes frames. */
export const ConvertKeys = z.strictObject({
  fit: z
    .enum(['cover', 'contain', 'stretch'])
    .default('cover')
    .describe('cover fills the panel and crops; contain shows everything with bars; stretch distorts.'),
  background: z
    .string()
    .regex(/^(#[0-9a-fA-F]{6}|blur)$/, 'a colour is written like "#000000"; or blur')
    .default('#000000')
    .describe('Colour of bars and behind transparent pictures; blur is the picture itself, enlarged and blurred.'),
  max_fps: z.number().min(1).max(120).default(30).describe('Frames per second at most; more are dropped evenly.'),
  at_once: z.int().min(1).max(8).default(1).describe('Files converted at a time.'),
  max_minutes: z
    .number()
    .min(1)
    .max(1440)
    .default(120)
    .describe('A conversion that takes longer is given up, in minutes.'),
});

/** What is taken in. */
export const UploadKeys = z.strictObject({
  max_file_mb: z.int().min(1).max(1_000_000).default(4096).describe('Larger files are refused, in megabytes (10^6).'),
  max_total_mb: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(16_384)
    .describe('What all files that are still on their way may take together, in megabytes.'),
  keep_free_mb: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(200)
    .describe('So much of the disk stays free: no file is taken beyond it, in megabytes.'),
  keep_unfinished_hours: z
    .number()
    .min(1)
    .max(8760)
    .default(24)
    .describe('An upload of which nothing came for so long is given up, in hours.'),
  metadata: z
    .enum(['strip', 'keep'])
    .default('strip')
    .describe('strip keeps originals without location, device and time, where that can be done without loss.'),
});

/** What is kept. */
export const LibraryKeys = z.strictObject({
  max_mb: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Originals and frames together, in megabytes; frames that nothing uses go first, then files are refused.',
    ),
});
