import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app/app.js';
import { enter } from './app/sign-in/enter.js';
import { mayEnter } from './live/access.js';
import { link } from './live/state.js';
import { language } from './texts/texts.js';
import { startTheme } from './theme/theme.js';
import './theme/tokens.css';
import './theme/base.css';
import './parts/buttons.css';

startTheme();
effect(() => {
  if (mayEnter.value) link.start();
  else link.stop();
});
void enter();
effect(() => {
  document.documentElement.lang = language();
});
const root = document.getElementById('page');
if (root !== null) render(<App />, root);
