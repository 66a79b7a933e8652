import * as z from 'zod/mini';
import { ClipId } from './clip.js';

export const PlaylistId = z.string().check(z.regex(/^[0-9a-z-]{1,40}$/, 'a playlist id is 1 to 40 of 0-9, a-z and -'));

/** A day. */
const MAX_ENTRY_DURATION_MS = 24 * 60 * 60 * 1000;

export const PlaylistEntry = z.object({
  clipId: ClipId,
  /** How long the entry is shown; the clip repeats, or is cut, to fill it. Without it: `loops`, else once. */
  durationMs: z.optional(z.number().check(z.gte(1), z.lte(MAX_ENTRY_DURATION_MS))),
  /** How often the clip plays before the next entry; ignored where `durationMs` is given. */
  loops: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
});

export const PlaylistName = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));
export const PlaylistEntries = z.array(PlaylistEntry).check(z.maxLength(2000));

export const Playlist = z.object({
  id: PlaylistId,
  name: PlaylistName,
  entries: PlaylistEntries,
});
export type PlaylistEntry = z.infer<typeof PlaylistEntry>;
export type Playlist = z.infer<typeof Playlist>;

/** Answer of GET /api/playlists. */
export const PlaylistList = z.object({ playlists: z.array(Playlist) });

/** Body of POST /api/playlists. */
export const PlaylistBody = z.object({ name: PlaylistName, entries: PlaylistEntries });
export type PlaylistBody = z.infer<typeof PlaylistBody>;

/** Body of PUT /api/playlists/:id. */
export const PlaylistChange = z.extend(PlaylistBody, {
  /** `playlistRevision` of what the change was made for. Where it is another by now, nothing is changed; without it, whatever was there goes. */
  revision: z.optional(z.string()),
});
export type PlaylistChange = z.infer<typeof PlaylistChange>;
