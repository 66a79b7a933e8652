import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../daemon/package-root.js';
import { SeededChance } from '../faults/seeded-chance.js';
import { openHandles, residentBytes, threads } from '../fuzz/footprint.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { HEAP_OF_512_MB } from '../integration/heap-of-512-mb.js';
import { getState } from '../integration/rest-client.js';
import { folderSize } from './folder-size.js';
import { People } from './people.js';
import { type Trend, trendOf } from './trend.js';

/** Small files are enough; what somebody threw away is gone after some minutes, and a clip has no second, smaller copy made of it. */
const CONFIG =
  'version: 1\ndisplay: { output: virtual }\nuploads: { keep_free_mb: 20 }\nplayback: { still_seconds: 1 }\n';
const PEOPLE = 3;
const PAUSE_MS = 300;
/** How long nothing is asked for before it is measured, at the most. */
const SETTLE_MS = 60_000;
/** Measurements; more where it is longer, and at least every two minutes. */
const MEASUREMENTS = 15;
/** Of the run: code is compiled, caches fill, the library grows to what it stays at. */
const WARM_UP_SHARE = 0.2;

export interface SoakSample {
  readonly seconds: number;
  readonly residentMb: number;
  readonly handles: number;
  readonly threads: number;
  readonly files: number;
  readonly diskMb: number;
  readonly clips: number;
}

export interface SoakResult {
  readonly minutes: number;
  readonly seed: number;
  readonly did: Readonly<Record<string, number>>;
  readonly samples: readonly SoakSample[];
  readonly trends: readonly Trend[];
  readonly surprises: readonly string[];
  readonly isFlat: boolean;
}

/**
 * A real daemon and three people who do with it what people do, for so long. Now and then they stop, its garbage is collected, and it is measured.
 *
 * @param tell a line for each measurement
 */
export async function soak(minutes: number, seed: number, tell: (line: string) => void): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'framed-soak-'));
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'config.yaml'), CONFIG);
  const quiet = join(packageRoot, 'dist/test/integration/forced-quiet.js');
  const daemon = await DaemonProcess.start({
    data,
    words: ['--config', join(folder, 'config.yaml'), '--socket', join(folder, 'framed.sock')],
    environment: { NODE_OPTIONS: `--import=${quiet} ${HEAP_OF_512_MB}` },
  });
  try {
    const people = new People(daemon.url, new SeededChance(seed));
    const samples: SoakSample[] = [];
    const begunMs = performance.now();
    const count = Math.max(MEASUREMENTS, Math.ceil(minutes / 2));
    for (let part = 1; part <= count; part++) {
      // Of their own time: what measuring takes comes on top.
      const untilMs = performance.now() + (minutes * 60_000) / count;
      await Promise.all(Array.from({ length: PEOPLE }, () => actUntil(people, untilMs)));
      const sample = await measure(daemon, data, begunMs);
      samples.push(sample);
      tell(JSON.stringify(sample));
    }
    const trends = trendsOf(samples);
    const alarms = daemon.lines.filter((line) => line.startsWith('error '));
    const surprises = [...people.surprises, ...alarms];
    const isFlat = trends.every(({ isFlat: one }) => one) && surprises.length === 0;
    return { minutes, seed, did: people.did, samples, trends, surprises, isFlat };
  } finally {
    await daemon.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function actUntil(people: People, untilMs: number): Promise<void> {
  while (performance.now() < untilMs) {
    await people.act();
    await sleep(PAUSE_MS);
  }
}

async function measure(daemon: DaemonProcess, data: string, begunMs: number): Promise<SoakSample> {
  const pid = daemon.child.pid ?? 0;
  await settle(daemon.url);
  daemon.child.kill('SIGUSR2');
  await sleep(500);
  // It answers again when it has collected.
  const { clips } = await getState(daemon.url);
  const { files, bytes } = folderSize(data);
  return {
    seconds: Math.round((performance.now() - begunMs) / 1000),
    residentMb: Math.round(residentBytes(pid) / 1e5) / 10,
    handles: openHandles(pid),
    threads: threads(pid),
    files,
    diskMb: Math.round(bytes / 1e5) / 10,
    clips: Object.keys(clips).length,
  };
}

/** Until nothing is under way any more, and a little longer: threads that were kept for the next conversion go after some seconds. */
async function settle(url: string): Promise<void> {
  const untilMs = performance.now() + SETTLE_MS;
  const isBusy = async () =>
    Object.values((await getState(url)).jobs).some(({ stage }) => !['ready', 'failed', 'cancelled'].includes(stage));
  while (performance.now() < untilMs && (await isBusy())) await sleep(500);
  await sleep(6000);
}

/**
 * What may rise from the end of the warm-up to the last measurement. Memory: what the load bench is allowed in a minute. Handles, threads: one or
 * two that were just being closed. Files and bytes: a library of ten clips has eight to fourteen of them at a moment, each with four files and up to
 * 2 MB.
 */
function trendsOf(samples: readonly SoakSample[]): Trend[] {
  const [, last] = [samples[0], samples.at(-1)];
  const warm = samples.filter(({ seconds }) => seconds >= WARM_UP_SHARE * (last?.seconds ?? 0));
  const trend = (name: keyof SoakSample, most: number) =>
    trendOf(
      name,
      warm.map((sample) => [sample.seconds, sample[name]] as const),
      most,
    );
  return [trend('residentMb', 10), trend('handles', 3), trend('threads', 2), trend('files', 20), trend('diskMb', 20)];
}
