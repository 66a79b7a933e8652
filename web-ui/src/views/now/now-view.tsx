import type { View } from '../../app/view.js';
import { state } from '../../live/state.js';
import { ViewHeader } from '../../parts/view-header.js';
import { Brightness } from './brightness.js';
import { NextEvent } from './next-event.js';
import { NoticeList } from './notice-list.js';
import { NowPlaying } from './now-playing.js';
import { PanelView } from './panel-view.js';
import { Transport } from './transport.js';
import './stage.css';

export const nowView: View = { Body: Now };

/** What is on the glass, and what can be done about it. */
function Now() {
  return (
    <>
      <ViewHeader title={state.value?.device.name ?? ''} />
      <section class="stage">
        <PanelView />
        <NowPlaying />
        <Transport />
        <Brightness />
        <NextEvent />
      </section>
      <NoticeList />
    </>
  );
}
