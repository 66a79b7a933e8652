import type { ComponentChildren } from 'preact';
import { clipById } from '../../live/clip-by-id.js';
import { DeleteIcon } from '../../parts/icons.js';
import { toastUndo } from '../../parts/toasts.js';
import { editPlaylist } from '../../playlists/edit-playlist.js';
import { insertEntry, type KeyedEntry, removeEntry } from '../../playlists/entry-edits.js';
import { t } from '../../texts/texts.js';
import { openEntrySheet } from './entry-sheet.js';
import { entryWords } from './entry-words.js';

export interface EntryRowProps {
  playlistId: string;
  item: KeyedEntry;
  /** Of the entry behind it. */
  nextKey: string | undefined;
  handle: ComponentChildren;
}

/** A clip in a playlist: tap it to say how long it stands. */
export function EntryRow({ playlistId, item: { key, entry }, nextKey, handle }: EntryRowProps) {
  const clip = clipById(entry.clipId);
  const name = clip?.name ?? t('playlists.lost-clip');
  const remove = async () => {
    await editPlaylist(playlistId, removeEntry(key));
    toastUndo(t('playlists.removed', { name }), () => editPlaylist(playlistId, insertEntry(entry, nextKey)));
  };
  return (
    <div class="entry">
      {handle}
      <button type="button" class="entry-body" onClick={() => openEntrySheet({ playlistId, item: { key, entry } })}>
        <img
          src={`/api/clips/${entry.clipId}/poster.jpg`}
          alt=""
          width={64}
          height={48}
          loading="lazy"
          decoding="async"
        />
        <span class="entry-name">{name}</span>
        <span class="hint entry-length">{entryWords(entry, clip)}</span>
        <span class="heard-only">{t('playlists.entry-more', { name })}</span>
      </button>
      <button type="button" class="icon-button" aria-label={`${t('playlists.remove')}: ${name}`} onClick={remove}>
        <DeleteIcon />
      </button>
    </div>
  );
}
