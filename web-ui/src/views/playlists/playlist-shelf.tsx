import { goTo } from '../../app/address.js';
import { hashOf } from '../../app/route.js';
import { command } from '../../live/actions.js';
import { clips, player } from '../../live/state.js';
import { EmptyState } from '../../parts/empty-state.js';
import { AddIcon, PlayIcon, PlaylistsIcon } from '../../parts/icons.js';
import { ViewHeader } from '../../parts/view-header.js';
import { createPlaylist, playlists } from '../../playlists/edit-playlist.js';
import { t } from '../../texts/texts.js';
import { lengthOf } from './entry-words.js';
import { Mosaic } from './mosaic.js';
import { askPlaylistName } from './name-dialog.js';

/** All playlists, and the library as the first of them. */
export function PlaylistShelf() {
  const playing = player.value?.playlistId;
  return (
    <>
      <ViewHeader title={t('playlists.title')}>
        <button type="button" class="icon-button" aria-label={t('playlists.new')} onClick={askForNew}>
          <AddIcon />
        </button>
      </ViewHeader>
      <ul class="playlist-shelf" aria-label={t('playlists.title')}>
        {clips.value.length > 0 && (
          <li class="playlist-card">
            <a class="playlist-open" href={hashOf('clips')}>
              <Mosaic clipIds={clips.value.map(({ id }) => id)} />
              <PlaylistWords
                name={t('playlists.all-clips')}
                hint={t('playlists.clips', { count: clips.value.length })}
                isPlaying={playing === undefined}
              />
            </a>
            <PlayButton name={t('playlists.all-clips')} playlistId={null} />
          </li>
        )}
        {playlists.value.map(({ id, name, entries }) => (
          <li key={id} class="playlist-card">
            <a class="playlist-open" href={hashOf('playlists', id)}>
              <Mosaic clipIds={entries.map(({ clipId }) => clipId)} />
              <PlaylistWords name={name} hint={lengthOf(entries)} isPlaying={playing === id} />
            </a>
            <PlayButton name={name} playlistId={id} isDisabled={entries.length === 0} />
          </li>
        ))}
      </ul>
      {playlists.value.length === 0 && (
        <EmptyState icon={<PlaylistsIcon />} title={t('playlists.none-yet')} text={t('playlists.none-yet-why')}>
          <button type="button" class="button primary" onClick={askForNew}>
            {t('playlists.new')}
          </button>
        </EmptyState>
      )}
    </>
  );
}

function PlaylistWords({ name, hint, isPlaying }: { name: string; hint: string; isPlaying: boolean }) {
  return (
    <span class="playlist-words">
      <span class="playlist-name">{name}</span>
      <span class={isPlaying ? 'hint playing-words' : 'hint'}>{isPlaying ? t('playlists.playing') : hint}</span>
    </span>
  );
}

function PlayButton(props: { name: string; playlistId: string | null; isDisabled?: boolean }) {
  const { name, playlistId, isDisabled = false } = props;
  return (
    <button
      type="button"
      class="icon-button playlist-play"
      aria-label={t('playlists.play-name', { name })}
      disabled={isDisabled}
      onClick={() => command({ type: 'play-playlist', playlistId })}
    >
      <PlayIcon />
    </button>
  );
}

function askForNew(): void {
  askPlaylistName({
    title: t('playlists.new'),
    confirmLabel: t('playlists.create'),
    onName: async (name) => {
      const id = await createPlaylist({ name, entries: [] });
      if (id !== undefined) goTo('playlists', id);
    },
  });
}
