import type { Playlist } from '../../../../daemon/protocol/playlist.js';
import { goTo, replaceWith } from '../../app/address.js';
import { command } from '../../live/actions.js';
import { clipById } from '../../live/clip-by-id.js';
import { player } from '../../live/state.js';
import { EmptyState } from '../../parts/empty-state.js';
import { AddIcon, ClipsIcon, DeleteIcon, EditIcon, PlayIcon, PlaylistsIcon, ShuffleIcon } from '../../parts/icons.js';
import { MenuButton, type MenuItem } from '../../parts/menu.js';
import { Sortable } from '../../parts/sortable.js';
import { ViewHeader } from '../../parts/view-header.js';
import { createPlaylist, editPlaylist, playlists, removePlaylist } from '../../playlists/edit-playlist.js';
import { type KeyedEntry, keyedEntries, moveEntry, rename } from '../../playlists/entry-edits.js';
import { t } from '../../texts/texts.js';
import { openAddClips } from './add-clips-sheet.js';
import { EntryRow } from './entry-row.js';
import { lengthOf } from './entry-words.js';
import { askPlaylistName } from './name-dialog.js';

/** One playlist: its clips in their order, and what can be done with it. */
export function PlaylistPage({ id }: { id: string }) {
  const playlist = playlists.value.find((one) => one.id === id);
  if (playlist === undefined) return <Gone />;
  const { name, entries } = playlist;
  const keyed = keyedEntries(entries);
  const isPlaying = player.value?.playlistId === id;
  const add = () => openAddClips(id);
  return (
    <>
      <ViewHeader title={name} backTo="playlists">
        <MenuButton label={t('playlists.more', { name })} items={() => menuItems(playlist)} />
      </ViewHeader>
      <p class="hint playlist-length">
        {lengthOf(entries)}
        {isPlaying && <span class="playing-words"> · {t('playlists.playing')}</span>}
      </p>
      {entries.length === 0 ? (
        <EmptyState icon={<ClipsIcon />} title={t('playlists.no-clips')} text={t('playlists.no-clips-why')}>
          <button type="button" class="button primary" onClick={add}>
            <AddIcon />
            {t('playlists.add')}
          </button>
        </EmptyState>
      ) : (
        <>
          <PlayButtons id={id} />
          <Sortable<KeyedEntry>
            label={t('playlists.entries', { name })}
            items={keyed}
            keyOf={({ key }) => key}
            nameOf={({ entry }) => clipById(entry.clipId)?.name ?? t('playlists.lost-clip')}
            onMove={(from, to) => void move(id, keyed, from, to)}
          >
            {(item, handle, index) => (
              <EntryRow playlistId={id} item={item} nextKey={keyed[index + 1]?.key} handle={handle} />
            )}
          </Sortable>
          <button type="button" class="button wide playlist-add" onClick={add}>
            <AddIcon />
            {t('playlists.add')}
          </button>
        </>
      )}
    </>
  );
}

function PlayButtons({ id }: { id: string }) {
  const play = async (shuffle: boolean) => {
    const isSet = shuffle === player.peek()?.shuffle || (await command({ type: 'shuffle', on: shuffle }));
    if (isSet) await command({ type: 'play-playlist', playlistId: id });
  };
  return (
    <div class="playlist-buttons">
      <button type="button" class="button primary" onClick={() => play(false)}>
        <PlayIcon />
        {t('playlists.play')}
      </button>
      <button type="button" class="button soft" onClick={() => play(true)}>
        <ShuffleIcon />
        {t('playlists.play-shuffled')}
      </button>
    </div>
  );
}

function Gone() {
  return (
    <>
      <ViewHeader title={t('playlists.title')} backTo="playlists" />
      <EmptyState icon={<PlaylistsIcon />} title={t('playlists.not-there')} />
    </>
  );
}

/** The place is said by what stands behind it, which holds whatever somebody else takes out in front. */
function move(id: string, keyed: readonly KeyedEntry[], from: number, to: number): Promise<boolean> {
  const before = keyed[to > from ? to + 1 : to]?.key;
  return editPlaylist(id, moveEntry(keyed[from]?.key ?? '', before));
}

function menuItems(playlist: Playlist): MenuItem[] {
  const { id, name, entries } = playlist;
  return [
    { label: t('playlists.add'), icon: AddIcon, onSelect: () => openAddClips(id) },
    {
      label: t('playlists.rename'),
      icon: EditIcon,
      onSelect: () =>
        askPlaylistName({
          title: t('playlists.rename'),
          confirmLabel: t('playlists.save'),
          name,
          onName: (wanted) => editPlaylist(id, rename(wanted)),
        }),
    },
    {
      label: t('playlists.duplicate'),
      icon: PlaylistsIcon,
      onSelect: async () => {
        const copy = await createPlaylist({ name: t('playlists.copy-of', { name }).slice(0, 100), entries });
        if (copy !== undefined) goTo('playlists', copy);
      },
    },
    {
      label: t('playlists.delete'),
      icon: DeleteIcon,
      isDangerous: true,
      onSelect: async () => {
        if (await removePlaylist(playlist)) replaceWith('playlists');
      },
    },
  ];
}
