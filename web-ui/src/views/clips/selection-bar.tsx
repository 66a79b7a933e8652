import { useSignal } from '@preact/signals';
import type { Clip } from '../../../../daemon/protocol/clip.js';
import { state } from '../../live/state.js';
import { DeleteIcon, PlaylistsIcon, TagIcon } from '../../parts/icons.js';
import { openMenu } from '../../parts/menu.js';
import { showOverlay } from '../../parts/overlays.js';
import { Sheet } from '../../parts/sheet.js';
import { toast } from '../../parts/toasts.js';
import { t } from '../../texts/texts.js';
import { allTags } from './browsing.js';
import { addToPlaylist, discardClips, tagClips } from './clip-actions.js';
import { selectAll, selected, stopSelecting } from './selection.js';
import { Chip } from './toolbar.js';

/** What can be done with the clips that are selected. */
export function SelectionBar() {
  const clips = selected.value;
  const isEmpty = clips.length === 0;
  return (
    <div class="selection-bar" role="toolbar" aria-label={t('clips.select')}>
      <span class="selection-count" role="status">
        {t('clips.selected', { count: clips.length })}
      </span>
      <button type="button" class="text-button" onClick={selectAll}>
        {t('clips.select-all')}
      </button>
      <button
        type="button"
        class="icon-button"
        disabled={isEmpty}
        aria-label={t('clips.add-to-playlist')}
        onClick={({ currentTarget }) => choosePlaylist(clips, currentTarget)}
      >
        <PlaylistsIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        disabled={isEmpty}
        aria-label={t('clips.tag')}
        onClick={() => showOverlay((close) => <TagSheet onClose={close} />)}
      >
        <TagIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        disabled={isEmpty}
        aria-label={t('clips.delete')}
        onClick={async () => (await discardClips(clips)) && stopSelecting()}
      >
        <DeleteIcon />
      </button>
    </div>
  );
}

export function choosePlaylist(clips: readonly Clip[], anchor: Element): void {
  const playlists = Object.values(state.peek()?.playlists ?? {});
  if (playlists.length === 0) {
    toast(t('clips.no-playlists'));
    return;
  }
  openMenu(
    t('clips.add-to-playlist'),
    playlists.map((playlist) => ({
      label: playlist.name,
      onSelect: async () => (await addToPlaylist(playlist, clips)) && stopSelecting(),
    })),
    anchor,
  );
}

/** A tag is on where all of the selected clips have it. */
function TagSheet({ onClose }: { onClose(): void }) {
  const clips = selected.value;
  const isOn = (tag: string) => clips.every(({ tags = [] }) => tags.includes(tag));
  return (
    <Sheet title={t('clips.tag')} onClose={onClose}>
      <p class="hint">{t('clips.tags-hint')}</p>
      <div class="chips wrapped">
        {allTags.value.map((tag) => (
          <Chip key={tag} label={tag} isOn={isOn(tag)} onTap={() => void tagClips(clips, tag, !isOn(tag))} />
        ))}
      </div>
      <NewTag onAdd={(tag) => void tagClips(clips, tag, true)} />
    </Sheet>
  );
}

/** A word to fill in, and what takes it. */
export function NewTag({ onAdd }: { onAdd(tag: string): void }) {
  const word = useSignal('');
  return (
    <form
      class="new-tag"
      onSubmit={(event) => {
        event.preventDefault();
        if (word.value.trim() !== '') onAdd(word.value.trim());
        word.value = '';
      }}
    >
      <input
        class="field-control"
        value={word.value}
        maxLength={40}
        placeholder={t('clips.new-tag')}
        aria-label={t('clips.new-tag')}
        autocapitalize="none"
        onInput={({ currentTarget }) => {
          word.value = currentTarget.value;
        }}
      />
      <button type="submit" class="button" disabled={word.value.trim() === ''}>
        {t('clips.add-tag')}
      </button>
    </form>
  );
}
