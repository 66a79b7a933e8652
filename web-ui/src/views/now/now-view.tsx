import type { View } from '../../app/view.js';
import { player, state } from '../../live/state.js';
import { MenuButton } from '../../parts/menu.js';
import { ViewHeader } from '../../parts/view-header.js';
import { t } from '../../texts/texts.js';
import { Brightness } from './brightness.js';
import { FirstClip } from './first-clip.js';
import { NowPlaying } from './now-playing.js';
import { PanelCaption } from './panel-caption.js';
import { panelMenuItems } from './panel-menu.js';
import { PanelView } from './panel-view.js';
import { Transport } from './transport.js';
import { Trouble } from './trouble.js';
import { UpNext } from './up-next.js';
import './now.css';
import './stage.css';

export const nowView: View = { Body: Now };

/** What is on the glass, and what can be done about it. */
function Now() {
  return (
    <>
      <ViewHeader title={state.value?.device.name ?? ''}>
        <Trouble />
        <MenuButton
          label={t('frame.more')}
          title={player.value?.now?.name ?? t('now.nothing')}
          items={panelMenuItems}
        />
      </ViewHeader>
      <div class="now">
        <section class="stage glass-room" aria-label={t('now.on-the-panel')}>
          <PanelView />
          <PanelCaption />
        </section>
        <section class="desk" aria-label={t('now.playback')}>
          <FirstClip />
          <NowPlaying />
          <Transport />
          <Brightness />
          <UpNext />
        </section>
      </div>
    </>
  );
}
