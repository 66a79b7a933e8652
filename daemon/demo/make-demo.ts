import { rm } from 'node:fs/promises';
import { shippedDemo, writeDemo } from './demo-clip.js';

// Renders the demo that is shipped: `npm run make-demo`, after a change of the scene.
await rm(shippedDemo(), { force: true });
await writeDemo(shippedDemo(), { width: 320, height: 240 });
process.stdout.write(`${shippedDemo()}\n`);
