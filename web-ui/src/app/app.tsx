import { isShut } from '../live/access.js';
import { OverlayHost } from '../parts/overlays.js';
import { ToastList } from '../parts/toast-list.js';
import { CurrentView } from './current-view.js';
import { Navigation } from './navigation.js';
import { OfflineBar } from './offline-bar.js';
import { Gate } from './sign-in/gate.js';
import './app.css';

/** The whole page: where one can go, and the view that is looked at; before that, the way in. */
export function App() {
  return (
    <>
      {isShut.value ? (
        <Gate />
      ) : (
        <>
          <Navigation />
          <div class="app-body">
            <OfflineBar />
            <CurrentView />
          </div>
        </>
      )}
      <OverlayHost />
      <ToastList />
    </>
  );
}
