import * as z from 'zod/mini';
import { Look, LookChange } from './look.js';
import { WireError } from './wire-error.js';

/** The first 32 hex digits of the SHA-256 of the original file: the content is the identity. */
export const ClipId = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'a clip id is 32 hex digits'));

export const ClipKind = z.enum(['video', 'animation', 'still']);

export const PreviewFormat = z.enum(['webp', 'gif']);
export type PreviewFormat = z.infer<typeof PreviewFormat>;

/** Control characters break lines, and bidirectional overrides show another word than is there. */
const NO_CONTROL = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+$/u;

/** A word that people sort clips by. Its capitals are theirs; two that differ by nothing else are one tag. */
export const Tag = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(40), z.regex(NO_CONTROL, 'a tag has no control characters'));
export type Tag = z.infer<typeof Tag>;
export const Tags = z.array(Tag).check(z.maxLength(20));

/** How long a clip's turn lasts where the playlist does not say. Without both: one pass, and a still as long as the configuration says. */
export const Turn = z.object({
  /** The clip repeats, or is cut, to fill it. */
  durationMs: z.optional(z.number().check(z.gte(100), z.lte(86_400_000))),
  /** Ignored where `durationMs` is given. */
  loops: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
});
export type Turn = z.infer<typeof Turn>;

/** Of the first 16 hex digits of a file's SHA-256: another content has another version. */
const Version = z.string().check(z.regex(/^[0-9a-f]{16}$/));

/** How a video is watched in a browser. */
export const Watching = z.object({
  /** Whether about every browser plays the original, at /api/clips/ID/original. */
  original: z.boolean(),
  /** A small copy that every browser plays, at /api/clips/ID/watch.mp4?v=VERSION. It shows the beginning of a very long one. */
  copy: z.optional(z.object({ version: Version, bytes: z.int().check(z.gte(1)) })),
});
export type Watching = z.infer<typeof Watching>;

/** A clip of the library, ready to play. */
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
  preview: z.optional(z.object({ format: PreviewFormat, version: Version })),
  /** Absent where there are none. */
  tags: z.optional(Tags),
  turn: z.optional(Turn),
  /** Absent: nobody has looked yet, or it is no video. */
  watching: z.optional(Watching),
  /** Why there are no frames for what is wanted of this clip; what it had before is shown. */
  problem: z.optional(WireError),
});

/** Body of PATCH /api/clips/:id: what is absent stays. A look is merged into the one there is; null takes it back. */
export const ClipChange = z.object({
  name: z.optional(Clip.shape.name),
  look: z.optional(z.nullable(LookChange)),
  /** In place of those there are. */
  tags: z.optional(Tags),
  /** In place of the one there is; null takes it back. */
  turn: z.optional(z.nullable(Turn)),
});
export type ClipChange = z.infer<typeof ClipChange>;

/** Clips to do something with together. */
export const ClipChoice = z.object({ ids: z.array(ClipId).check(z.minLength(1), z.maxLength(5000)) });
export type ClipChoice = z.infer<typeof ClipChoice>;

/** Body of PATCH /api/clips: tags that all of the clips get, or have no more. */
export const ClipsChange = z.extend(ClipChoice, { addTags: z.optional(Tags), removeTags: z.optional(Tags) });
export type ClipsChange = z.infer<typeof ClipsChange>;

/** The tags, each once, in the order they were given. */
export function distinctTags(tags: readonly Tag[]): Tag[] {
  const byWord = new Map<string, Tag>();
  for (const tag of tags) if (!byWord.has(wordOf(tag))) byWord.set(wordOf(tag), tag);
  return [...byWord.values()];
}

/** Whether two tags are one. */
export function isSameTag(a: Tag, b: Tag): boolean {
  return wordOf(a) === wordOf(b);
}

function wordOf(tag: Tag): string {
  return tag.normalize('NFC').toLowerCase();
}

export type Clip = z.infer<typeof Clip>;
export type ClipKind = z.infer<typeof ClipKind>;
