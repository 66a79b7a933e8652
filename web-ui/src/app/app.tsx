import { OverlayHost } from '../parts/overlays.js';
import { ToastList } from '../parts/toast-list.js';
import { CurrentView } from './current-view.js';
import { Navigation } from './navigation.js';
import { OfflineBar } from './offline-bar.js';
import './app.css';

/** The whole page: where one can go, and the view that is looked at. */
export function App() {
  return (
    <>
      <Navigation />
      <div class="app-body">
        <OfflineBar />
        <CurrentView />
      </div>
      <OverlayHost />
      <ToastList />
    </>
  );
}
