import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../daemon/convert/convert.js';
import { findMediaTools } from '../daemon/convert/media-tools.js';
import { silentLog } from '../daemon/log.js';

// A process of its own, started by convert.ts with a clip's path: prints how far its resident memory rises above idle, in megabytes.

const SAMPLE_MS = 20;

const folder = await mkdtemp(join(tmpdir(), 'framed-bench-'));
try {
  const converter = new Converter({ tools: await findMediaTools(), log: silentLog });
  await sleep(300);
  const idle = process.memoryUsage.rss();
  let highest = idle;
  const sampling = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, SAMPLE_MS);
  await converter.convert({
    source: process.argv[2] ?? '',
    originalName: 'clip',
    output: join(folder, 'clip.zip'),
    workFolder: folder,
    geometry: { width: 320, height: 240 },
    options: DEFAULT_CONVERT_OPTIONS,
  });
  clearInterval(sampling);
  process.stdout.write(`${(highest - idle) / 1e6}\n`);
} finally {
  await rm(folder, { recursive: true });
}
