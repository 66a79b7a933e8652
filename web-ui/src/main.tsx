import { render } from 'preact';
import * as z from 'zod/mini';
import { Page } from './page.js';
import { link } from './state.js';
import './style.css';

// zod would try to compile its checks with `new Function`, which the page's content security policy rightly forbids.
z.config({ jitless: true });

link.start();
const root = document.getElementById('page');
if (root !== null) render(<Page />, root);
