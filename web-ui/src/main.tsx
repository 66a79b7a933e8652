import './early.js';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app/app.js';
import { enter } from './app/sign-in/enter.js';
import { arrivingSecret } from './app/sign-in/take-secret.js';
import { whenThereIsSomething } from './app/when-there-is-something.js';
import { access, mayEnter } from './live/access.js';
import { link } from './live/state.js';
import { language } from './texts/texts.js';
import { startTheme } from './theme/theme.js';
import './theme/tokens.css';
import './theme/base.css';
import './parts/buttons.css';

startTheme();
effect(() => {
  // With a link that signs in, not before it has done so.
  if (access.value?.signedIn ?? (mayEnter.value && arrivingSecret === undefined)) link.start();
  else link.stop();
});
void enter();
effect(() => {
  document.documentElement.lang = language();
});
// When the page is there: it is for another time.
addEventListener('load', () => void import('./offline/start-offline.js').then(({ startOffline }) => startOffline()));
const root = document.getElementById('page');
if (root !== null) whenThereIsSomething(() => render(<App />, root));
