import type { View } from '../../app/view.js';
import { ViewHeader } from '../../parts/view-header.js';
import { t } from '../../texts/texts.js';

export const playlistsView: View = { Body: Playlists };

function Playlists() {
  return <ViewHeader title={t('playlists.title')} />;
}
