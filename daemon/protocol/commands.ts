import * as z from 'zod/mini';
import { ClipId } from './clip.js';
import { PlaylistId } from './playlist.js';
import { LoopMode } from './state.js';

/** What can be asked of the player: body of POST /api/commands, and the CLI's words. */
export const Command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('next') }),
  z.object({ type: z.literal('previous') }),
  /** Plays the clip now: from its place in what plays, else on its own with the library after it. */
  z.object({ type: z.literal('select'), clipId: ClipId }),
  /** Null plays the whole library. */
  z.object({ type: z.literal('play-playlist'), playlistId: z.nullable(PlaylistId) }),
  /** Within the clip that is showing. Past its end means its end. */
  z.object({ type: z.literal('seek'), positionMs: z.number().check(z.gte(0)) }),
  z.object({ type: z.literal('loop'), mode: LoopMode }),
  z.object({ type: z.literal('shuffle'), on: z.boolean() }),
  z.object({ type: z.literal('blank'), on: z.boolean() }),
  /** 0 (the least light) to 100, as people perceive it; over `fadeMs` milliseconds where given. */
  z.object({
    type: z.literal('brightness'),
    percent: z.number().check(z.gte(0), z.lte(100)),
    fadeMs: z.optional(z.number().check(z.gte(0), z.lte(60_000))),
  }),
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];
