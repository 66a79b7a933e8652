import { render } from 'preact';
import { Page } from './page.js';
import { link } from './state.js';
import './style.css';

link.start();
const root = document.getElementById('page');
if (root !== null) render(<Page />, root);
