import type { Clip, ClipChange } from '../../../../daemon/protocol/clip.js';
import type { Playlist } from '../../../../daemon/protocol/playlist.js';
import { attempt } from '../../live/actions.js';
import { ask } from '../../live/api.js';
import { toast, toastUndo } from '../../parts/toasts.js';
import { editPlaylist } from '../../playlists/edit-playlist.js';
import { addClips } from '../../playlists/entry-edits.js';
import { t } from '../../texts/texts.js';

/** They are gone at once, and can be had back for a while. Resolves with whether it was done. */
export async function discardClips(clips: readonly Clip[]): Promise<boolean> {
  const [first] = clips;
  if (first === undefined) return false;
  const ids = clips.map(({ id }) => id);
  const done = await attempt(ask('POST', '/api/clips/removals', { body: { ids } }));
  const words =
    clips.length === 1 ? t('clips.clip-deleted', { name: first.name }) : t('clips.deleted', { count: ids.length });
  if (done) toastUndo(words, () => attempt(ask('POST', '/api/clips/restorations', { body: { ids } })));
  return done;
}

export function changeClip({ id }: Clip, change: ClipChange): Promise<boolean> {
  return attempt(ask('PATCH', `/api/clips/${id}`, { body: change }));
}

/** Gives all of them the tag, or takes it from all. */
export function tagClips(clips: readonly Clip[], tag: string, isWanted: boolean): Promise<boolean> {
  const ids = clips.map(({ id }) => id);
  return attempt(ask('PATCH', '/api/clips', { body: { ids, [isWanted ? 'addTags' : 'removeTags']: [tag] } }));
}

/** They come behind what is in it, whatever somebody else makes of it meanwhile. Resolves with whether it was done. */
export async function addToPlaylist({ id, name }: Playlist, clips: readonly Clip[]): Promise<boolean> {
  const done = await editPlaylist(id, addClips(clips.map((clip) => clip.id)));
  if (done) toast(t('clips.added-to', { name }));
  return done;
}
