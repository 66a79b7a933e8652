import type { BenchResult } from './bench-result.js';
import { formatTable } from './table.js';

/** Each benchmark is loaded only when it is asked for, so that none pays for another's imports. */
const BENCHMARKS: Readonly<Record<string, () => Promise<{ run(): Promise<BenchResult> }>>> = {
  playback: () => import('./playback.js'),
  present: () => import('./present.js'),
  convert: () => import('./convert.js'),
  latency: () => import('./latency.js'),
  startup: () => import('./startup.js'),
  memory: () => import('./memory.js'),
  upload: () => import('./upload.js'),
  load: () => import('./load.js'),
};

const words = process.argv.slice(2);
const json = words.includes('--json');
const [name = ''] = words.filter((word) => !word.startsWith('-'));
const load = BENCHMARKS[name];
if (load) {
  const { run } = await load();
  const result = await run();
  process.stdout.write(json ? `${JSON.stringify(result.json, null, 2)}\n` : formatTable(result));
} else {
  process.stderr.write(`npm run bench -- NAME [--json], where NAME is one of: ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
}
