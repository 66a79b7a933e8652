import * as z from 'zod/mini';

const Orientation = z.catch(z.number(), 1);

/** Answer of GET /api/clips/:id/record, as far as the page reads it: what was done to a clip. All of it may be missing. */
export const ClipRecord = z.object({
  conversion: z.optional(
    z.object({
      tools: z.optional(z.object({ ffmpeg: z.optional(z.string()) })),
      runs: z.optional(z.array(z.object({ program: z.string(), arguments: z.array(z.string()), ms: z.number() }))),
      source: z.optional(
        z.object({
          bytes: z.optional(z.number()),
          codec: z.optional(z.string()),
          width: z.optional(z.number()),
          height: z.optional(z.number()),
          sampleAspect: z.optional(z.number()),
          orientation: z.optional(Orientation),
          durationMs: z.optional(z.number()),
          rate: z.optional(z.number()),
        }),
      ),
      ms: z.optional(z.object({ total: z.number() })),
    }),
  ),
});
export type ClipRecord = z.infer<typeof ClipRecord>;
