import { writeFile } from 'node:fs/promises';
import { contactSheet } from './contact-sheet.js';
import type { Canvas } from './safe-area.js';

// node dist/daemon/status-screens/make-contact-sheet.js OUT.png [de]
const [path, language] = process.argv.slice(2);
if (path === undefined) throw new Error('Where to? make-contact-sheet.js OUT.png [en|de]');

const CANVASES: readonly Canvas[] = [
  { geometry: { width: 135, height: 240 }, shape: 'rectangle' },
  { geometry: { width: 240, height: 240 }, shape: 'round' },
  { geometry: { width: 240, height: 135 }, shape: 'rectangle' },
];
await writeFile(path, contactSheet(CANVASES, language === 'de' ? 'de' : 'en'));
