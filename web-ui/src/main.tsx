import { render } from 'preact';
import { Page } from './page.js';
import { link } from './state.js';
import { startUploads } from './uploads.js';
import './theme.css';
import './stage.css';
import './shelf.css';

link.start();
startUploads();
const root = document.getElementById('page');
if (root !== null) render(<Page />, root);
