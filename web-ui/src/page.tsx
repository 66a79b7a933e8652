import { problem } from './api.js';
import { Brightness } from './brightness.js';
import { ClipList } from './clip-list.js';
import { NextEvent } from './next-event.js';
import { NoticeList, OfflineBanner, ProblemBanner } from './notices.js';
import { NowPlaying } from './now-playing.js';
import { PanelView } from './panel-view.js';
import { offlineSinceMs, state } from './state.js';
import { Transport } from './transport.js';
import { UploadArea } from './upload-area.js';

/** The whole page: what is on the glass on one side, what could be on the other; one below the other on a phone. */
export function Page() {
  const device = state.value?.device;
  return (
    <>
      <header class="bar">
        <h1>{device?.name ?? 'framed'}</h1>
      </header>
      <OfflineBanner />
      {problem.value !== undefined && <ProblemBanner />}
      {state.value === undefined ? (
        <p class="hint connecting">Connecting…</p>
      ) : (
        <main class={offlineSinceMs.value === undefined ? '' : 'offline'}>
          <section class="stage" aria-label="On the panel">
            <PanelView />
            <NowPlaying />
            <Transport />
            <Brightness />
            <NextEvent />
          </section>
          <section class="shelf" aria-label="Library">
            <NoticeList />
            <UploadArea />
            <ClipList />
          </section>
        </main>
      )}
    </>
  );
}
