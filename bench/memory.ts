import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DaemonProcess } from '../test/integration/daemon-process.js';
import type { BenchResult } from './bench-result.js';
import { median } from './statistics.js';

/** How long each part runs; MINUTES=10 is for looking after growth. */
const PART_MS = Number(process.env['MINUTES'] ?? 0.25) * 60_000;
const SAMPLES = 10;

/** Resident memory of a daemon that plays the demo, without and with a viewer of the live preview. */
export async function run(): Promise<BenchResult> {
  const data = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  const daemon = await DaemonProcess.start({ data });
  try {
    // Garbage of the start is collected meanwhile.
    await sleep(3000);
    const alone = await sample(daemon);
    const viewer = await watch(daemon.url);
    const watched = await sample(daemon);
    viewer.close();
    const [rss_mb, rss_with_viewer_mb] = [median(alone), median(watched)];
    const growth_mb = (alone.at(-1) ?? 0) - (alone[0] ?? 0);
    const growth_with_viewer_mb = (watched.at(-1) ?? 0) - (watched[0] ?? 0);
    return {
      title: `memory, median of ${SAMPLES} samples in ${(PART_MS / 1000).toFixed(0)} s`,
      columns: ['', 'rss MB', 'last - first MB'],
      rows: [
        ['playing', rss_mb, growth_mb],
        ['playing, one viewer', rss_with_viewer_mb, growth_with_viewer_mb],
      ],
      json: { rss_mb, rss_with_viewer_mb, growth_mb, growth_with_viewer_mb, part_seconds: PART_MS / 1000 },
    };
  } finally {
    await daemon.stop();
    await rm(data, { recursive: true });
  }
}

/** Resident megabytes (10^6 bytes) of the daemon, evenly over one part. */
async function sample({ child }: DaemonProcess): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    await sleep(PART_MS / SAMPLES);
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    samples.push((Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6);
  }
  return samples;
}

async function watch(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}api/live`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ type: 'preview', on: true }));
  return socket;
}
