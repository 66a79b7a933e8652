import { useSignal } from '@preact/signals';
import { goTo } from '../../app/address.js';
import { clips } from '../../live/state.js';
import { EmptyState } from '../../parts/empty-state.js';
import { CheckIcon, ClipsIcon } from '../../parts/icons.js';
import { showOverlay } from '../../parts/overlays.js';
import { Sheet } from '../../parts/sheet.js';
import { editPlaylist } from '../../playlists/edit-playlist.js';
import { addClips } from '../../playlists/entry-edits.js';
import { t } from '../../texts/texts.js';

/** The library to choose from; what is chosen comes to the end of the playlist, in the order of the taps. */
export function openAddClips(playlistId: string): void {
  showOverlay((close) => <AddClipsSheet playlistId={playlistId} onClose={close} />);
}

function AddClipsSheet({ playlistId, onClose }: { playlistId: string; onClose(): void }) {
  const wanted = useSignal('');
  const chosen = useSignal<readonly string[]>([]);
  const words = wanted.value.trim().toLocaleLowerCase();
  const found = clips.value.filter(({ name }) => name.toLocaleLowerCase().includes(words));
  const toggle = (id: string) => {
    const { value } = chosen;
    chosen.value = value.includes(id) ? value.filter((other) => other !== id) : [...value, id];
  };
  if (clips.value.length === 0) return <NoClips onClose={onClose} />;
  return (
    <Sheet
      title={t('playlists.add')}
      onClose={onClose}
      footer={
        <button
          type="button"
          class="button primary wide"
          disabled={chosen.value.length === 0}
          onClick={() => {
            onClose();
            void editPlaylist(playlistId, addClips(chosen.value));
          }}
        >
          {chosen.value.length === 0 ? t('playlists.add') : t('playlists.add-count', { count: chosen.value.length })}
        </button>
      }
    >
      <input
        type="search"
        class="field-control"
        placeholder={t('playlists.search')}
        aria-label={t('playlists.search')}
        value={wanted.value}
        onInput={({ currentTarget }) => {
          wanted.value = currentTarget.value;
        }}
      />
      {found.length === 0 && <p class="hint nothing-found">{t('playlists.nothing-found')}</p>}
      <ul class="pick-grid">
        {found.map(({ id, name }) => (
          <li key={id}>
            <button type="button" class="pick" aria-pressed={chosen.value.includes(id)} onClick={() => toggle(id)}>
              <img src={`/api/clips/${id}/poster.jpg`} alt="" width={96} height={72} loading="lazy" decoding="async" />
              <span class="pick-name">{name}</span>
              <span class="pick-mark">
                <CheckIcon />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function NoClips({ onClose }: { onClose(): void }) {
  return (
    <Sheet title={t('playlists.add')} onClose={onClose}>
      <EmptyState icon={<ClipsIcon />} title={t('playlists.library-empty')}>
        <button
          type="button"
          class="button primary"
          onClick={() => {
            onClose();
            goTo('clips');
          }}
        >
          {t('playlists.to-clips')}
        </button>
      </EmptyState>
    </Sheet>
  );
}
