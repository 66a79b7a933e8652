import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, startApp } from '../daemon/app.js';
import { systemClock } from '../daemon/clock.js';
import { LiveConfig } from '../daemon/config/live-config.js';
import { silentLog } from '../daemon/log.js';
import { packageRoot } from '../daemon/package-root.js';
import { post, sendFile, waitForJob } from '../test/integration/rest-client.js';
import type { BenchResult } from './bench-result.js';
import { median, quantile } from './statistics.js';

const COMMANDS = 100;
const CLIPS = ['bunny-640x480-25fps.mp4', 'clip-320x180-24fps.mp4'];

/** From the sending of POST /api/commands {next} to the other clip's first frame on the glass, playing and paused in turns. */
export async function run(): Promise<BenchResult> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  const liveConfig = new LiveConfig({ overrides: { 'http.port': 0 }, log: silentLog });
  const app = await startApp({ liveConfig, dataFolder, version: 'bench', log: silentLog });
  try {
    const jobs = await sendFile(app.url, ...CLIPS.map((name) => join(packageRoot, 'test/fixtures', name)));
    for (const { id } of jobs) await waitForJob(app.url, id);
    const playing = await timeCommands(app, 'resume');
    const paused = await timeCommands(app, 'pause');
    return {
      title: `latency, ${COMMANDS} commands each`,
      columns: ['', 'p50 ms', 'p99 ms'],
      rows: [
        ['next while playing', median(playing), quantile(playing, 0.99)],
        ['next while paused', median(paused), quantile(paused, 0.99)],
      ],
      json: {
        playing_p50_ms: median(playing),
        playing_p99_ms: quantile(playing, 0.99),
        paused_p50_ms: median(paused),
        paused_p99_ms: quantile(paused, 0.99),
      },
    };
  } finally {
    await app.stop();
    await rm(dataFolder, { recursive: true });
  }
}

async function timeCommands({ url, player }: App, state: 'pause' | 'resume'): Promise<number[]> {
  await post(url, 'api/commands', { type: state });
  const tookMs: number[] = [];
  for (let i = 0; i < COMMANDS; i++) {
    // At another point of the frame interval each time: 137 ms is no multiple of any frame's duration.
    await sleep(137);
    const shown = once(player, 'entry');
    const sentMs = systemClock.monotonicMs();
    const [response] = await Promise.all([post(url, 'api/commands', { type: 'next' }), shown]);
    if (!response.ok) throw new Error(`next answered ${response.status}`);
    // On the glass, as the consumer wrote it down; the event that tells of it comes a moment later.
    tookMs.push(player.timing().presentedMs - sentMs);
  }
  return tookMs;
}
