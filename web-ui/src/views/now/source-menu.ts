import { command } from '../../live/actions.js';
import { player, playlists } from '../../live/state.js';
import { openMenu } from '../../parts/menu.js';
import { t } from '../../texts/texts.js';

/** Which playlist plays, or all clips. */
export function openSourceMenu(anchor?: Element): void {
  const playing = player.value?.playlistId;
  const all = {
    label: t('now.all-clips'),
    isChosen: playing === undefined,
    onSelect: () => command({ type: 'play-playlist', playlistId: null }),
  };
  const others = playlists.value.map(({ id, name, entries }) => ({
    label: name,
    hint: t('now.entries', { count: entries.length }),
    isChosen: id === playing,
    isDisabled: entries.length === 0,
    onSelect: () => command({ type: 'play-playlist', playlistId: id }),
  }));
  openMenu(t('now.choose-source'), [all, ...others], anchor);
}
