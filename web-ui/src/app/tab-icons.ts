import type { ComponentChildren } from 'preact';
import { ClipsIcon, NowIcon, PlaylistsIcon, ScheduleIcon, SettingsIcon } from '../parts/icons.js';
import type { ViewName } from './route.js';

/** The picture of each view's tab; also drawn into the page's HTML when it is built (build/shell.ts). */
export const TAB_ICONS: Readonly<Record<ViewName, () => ComponentChildren>> = {
  now: NowIcon,
  clips: ClipsIcon,
  playlists: PlaylistsIcon,
  schedule: ScheduleIcon,
  settings: SettingsIcon,
};
