import * as z from 'zod/mini';
import { Look, LookChange } from './look.js';
import { WireError } from './wire-error.js';

/** The first 32 hex digits of the SHA-256 of the original file: the content is the identity. */
export const ClipId = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'a clip id is 32 hex digits'));

export const ClipKind = z.enum(['video', 'animation', 'still']);

/** A clip of the library, ready to play. */
export const PreviewFormat = z.enum(['webp', 'gif']);
export type PreviewFormat = z.infer<typeof PreviewFormat>;

export const Clip = z.object({
  id: ClipId,
  /** What people call it: the original file's name until someone renames it. */
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  kind: ClipKind,
  /** Stored frames; a still that stands for a while counts once. */
  frames: z.int().check(z.gte(1)),
  /** One pass, in milliseconds. A still has 0: how long it stands is the playlist's or the config's to say. */
  durationMs: z.number().check(z.gte(0)),
  originalBytes: z.int().check(z.gte(0)),
  renditionBytes: z.int().check(z.gte(0)),
  /** Milliseconds since the Unix epoch. */
  addedAtMs: z.number(),
  /** What somebody chose for this clip; absent: all is as the configuration has it. */
  look: z.optional(Look),
  /** A small animation of it, at /api/clips/ID/preview.FORMAT?v=VERSION; absent: there is none (yet). Another one has another version. */
  preview: z.optional(z.object({ format: PreviewFormat, version: z.string().check(z.regex(/^[0-9a-f]{16}$/)) })),
  /** Why there are no frames for what is wanted of this clip; what it had before is shown. */
  problem: z.optional(WireError),
});

/** Body of PATCH /api/clips/:id: what is absent stays. A look is merged into the one there is; null takes it back. */
export const ClipChange = z.object({
  name: z.optional(Clip.shape.name),
  look: z.optional(z.nullable(LookChange)),
});
export type ClipChange = z.infer<typeof ClipChange>;
export type Clip = z.infer<typeof Clip>;
export type ClipKind = z.infer<typeof ClipKind>;
