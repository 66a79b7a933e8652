import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app/app.js';
import { link } from './live/state.js';
import { language } from './texts/texts.js';
import { startTheme } from './theme/theme.js';
import './theme/tokens.css';
import './theme/base.css';

startTheme();
link.start();
effect(() => {
  document.documentElement.lang = language();
});
const root = document.getElementById('page');
if (root !== null) render(<App />, root);
