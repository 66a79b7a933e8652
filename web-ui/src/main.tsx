import './early.js';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { route } from './app/address.js';
import { App } from './app/app.js';
import { enter } from './app/sign-in/enter.js';
import { arrivingSecret } from './app/sign-in/take-secret.js';
import { whenThereIsSomething } from './app/when-there-is-something.js';
import { access, mayEnter } from './live/access.js';
import { firstLookIsThere, firstLookPainted } from './live/first-look.js';
import { wasKeptOut } from './live/kept-out.js';
import { link, watchPreview } from './live/state.js';
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
// The first picture comes while the page is put together.
watchPreview(route.peek().view === 'now' && document.visibilityState === 'visible');
effect(() => {
  document.documentElement.lang = language();
});
// Whoever may be let in at once sees the page before it matters who they are.
const isStranger = arrivingSecret !== undefined || wasKeptOut;
if (isStranger) {
  firstLookIsThere();
  void enter();
}
const root = document.getElementById('page');
whenThereIsSomething(() => {
  if (root !== null) render(<App />, root);
  if (route.peek().view !== 'now') watchPreview(false);
  firstLookIsThere();
  if (!isStranger) void enter();
  void beReadyForLater();
});

/** For another time: not before the picture that people wait for. */
async function beReadyForLater(): Promise<void> {
  await firstLookPainted();
  const { startOffline } = await import('./offline/start-offline.js');
  await startOffline();
}
