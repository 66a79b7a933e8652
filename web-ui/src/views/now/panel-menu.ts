import { goTo } from '../../app/address.js';
import { can } from '../../live/access.js';
import { command } from '../../live/actions.js';
import { player } from '../../live/state.js';
import { ClipsIcon, PlaylistsIcon, PowerIcon, StartOverIcon } from '../../parts/icons.js';
import { type MenuItem, openMenu } from '../../parts/menu.js';
import { t } from '../../texts/texts.js';
import { openSourceMenu } from './source-menu.js';

/** What can be done with what is on the glass. */
export function panelMenuItems(): MenuItem[] {
  const { now, blank = false } = player.value ?? {};
  const clipId = now?.clipId;
  const forControl: MenuItem[] = [
    { label: t('now.choose-source'), icon: PlaylistsIcon, onSelect: () => openSourceMenu() },
    { label: t('now.start-over'), icon: StartOverIcon, onSelect: () => command({ type: 'seek', positionMs: 0 }) },
    {
      label: t(blank ? 'now.turn-on' : 'now.turn-off'),
      icon: PowerIcon,
      onSelect: () => command({ type: 'blank', on: !blank }),
    },
  ];
  return [
    ...(clipId === undefined
      ? []
      : [{ label: t('now.show-clip'), icon: ClipsIcon, onSelect: () => goTo('clips', clipId) }]),
    ...(can('control') ? forControl : []),
  ];
}

export function openPanelMenu(): void {
  const items = panelMenuItems();
  if (items.length > 0) openMenu(player.value?.now?.name ?? t('now.nothing'), items);
}
