import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { packageRoot } from '../daemon/package-root.js';
import { processorMs } from '../test/fuzz/footprint.js';
import { HEAP_OF_512_MB } from '../test/integration/heap-of-512-mb.js';
import { getState, sendFile, waitForJob } from '../test/integration/rest-client.js';
import type { BenchResult } from './bench-result.js';
import { LoadClient } from './load-client.js';
import { residentMb } from './process-memory.js';
import { median, quantile } from './statistics.js';
import type { CrowdTiming } from './upload-crowd-daemon.js';
import { UploadFilms } from './upload-films.js';
import { sendByTus } from './upload-sender.js';

const VIEWERS = 50;
const STREAMS = 20;
const UPLOADS = 4;
const REQUESTS_PER_SECOND = 100;
const LOAD_MS = Number(process.env['SECONDS'] ?? 60) * 1000;
/** A phone plays a film of 4 Mbit/s: 128 KB four times a second. */
const RANGE_BYTES = 128 << 10;
const RANGE_EVERY_MS = 250;
const UPLOAD_BYTES_PER_SECOND = 4e6;
/** Before it is measured: what the daemon does for the first time is compiled, and what it keeps grows to what it stays at. */
const WARM_UP_MS = Math.min(LOAD_MS / 2, 15_000);
/** Memory is compared before and after, when what was under way has ended and garbage is collected. */
const SETTLE_MS = 5000;
/** For conversions that are cancelled to end. */
const MOST_SETTLE_MS = 30_000;

/** Everything at once for a minute, while a clip plays. */
export async function run(): Promise<BenchResult> {
  const data = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  const films = await UploadFilms.make(await mkdtemp(join(data, 'films-')));
  const daemon = fork(join(packageRoot, 'dist/bench/upload-crowd-daemon.js'), [join(data, 'daemon')], {
    execArgv: ['--expose-gc', HEAP_OF_512_MB],
  });
  try {
    const { url } = await heard(daemon);
    const [job] = await sendFile(url, join(packageRoot, 'test/fixtures/clip-320x180-24fps.mp4'));
    const { clipId } = await waitForJob(url, job?.id ?? '');
    const pid = daemon.pid ?? 0;
    const quietMb = async () => {
      await settle(url);
      await ask(daemon, 'quiet');
      return median(await sampleRss(pid));
    };
    const original = new URL(`api/clips/${clipId}/original`, url);
    const coldMb = await quietMb();
    await everything(url, original, films, WARM_UP_MS);
    const warmMb = await quietMb();
    const before = await ask(daemon, 'timing');
    const cpuBefore = processorTime(pid);
    const { asked, frames, converted } = await everything(url, original, films, LOAD_MS);
    const cpuAfter = processorTime(pid);
    const after = await ask(daemon, 'timing');
    const lastMb = await quietMb();
    const json = {
      late_p99_ms: after.lateP99Ms,
      dropped: after.dropped - before.dropped,
      presented: after.presented - before.presented,
      api_p50_ms: median(asked.latencies),
      api_p99_ms: quantile(asked.latencies, 0.99),
      requests: asked.latencies.length,
      refused: asked.refused,
      frames_per_viewer: frames / VIEWERS,
      converted,
      rss_growth_mb: lastMb - warmMb,
      rss_first_growth_mb: warmMb - coldMb,
      daemon_cores: (cpuAfter.daemon - cpuBefore.daemon) / LOAD_MS,
      ffmpeg_cores: (cpuAfter.children - cpuBefore.children) / LOAD_MS,
      load_cores: (cpuAfter.load - cpuBefore.load) / LOAD_MS,
      idle_cores: (cpuAfter.idle - cpuBefore.idle) / LOAD_MS,
      cores: cpus().length,
      seconds: LOAD_MS / 1000,
    };
    return {
      title: `${VIEWERS} viewers, ${STREAMS} range streams, ${UPLOADS} uploads, ${REQUESTS_PER_SECOND} requests/s, ${LOAD_MS / 1000} s`,
      columns: ['', ''],
      rows: Object.entries(json),
      json,
    };
  } finally {
    const ended = once(daemon, 'exit');
    daemon.disconnect();
    await ended;
    await rm(data, { recursive: true });
  }
}

/** All of it for so long; uploads that are under way are received to their end, and no longer converted. */
async function everything(url: string, original: URL, films: UploadFilms, ms: number) {
  const end = AbortSignal.timeout(ms);
  const [asked, frames, , converted] = await Promise.all([
    askOften(url, end),
    watch(url, end),
    Promise.all(Array.from({ length: STREAMS }, () => stream(original, end))),
    Promise.all(Array.from({ length: UPLOADS }, () => upload(url, films, end))),
  ]);
  return { asked, frames, converted: converted.reduce((sum, count) => sum + count, 0) };
}

async function settle(url: string): Promise<void> {
  const untilMs = performance.now() + MOST_SETTLE_MS;
  const isBusy = async () => Object.values((await getState(url)).jobs).some(({ stage }) => !OVER.has(stage));
  while (performance.now() < untilMs && (await isBusy())) await sleep(200);
  await sleep(SETTLE_MS);
}

/** One address may hold 256 connections; where answers are late, requests may need more. */
const ASKERS = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
const STREAMERS = '127.0.0.6';
const VIEWERS_ADDRESS = '127.0.0.7';

/** Milliseconds until each answer was read. A request begins when it is due, whether those before it are answered or not. */
async function askOften(url: string, end: AbortSignal): Promise<{ latencies: number[]; refused: number }> {
  const clients = ASKERS.map((address) => new LoadClient(address));
  const latencies: number[] = [];
  const open = new Set<Promise<void>>();
  let [number, refused] = [0, 0];
  for (let next = performance.now(); !end.aborted; next += 1000 / REQUESTS_PER_SECOND) {
    await sleep(Math.max(0, next - performance.now()));
    const begunMs = performance.now();
    const client = clients[number++ % clients.length];
    const answered = Promise.resolve(client?.get(new URL('api/state', url))).then(
      (answer) => {
        if (answer?.status === 200) latencies.push(performance.now() - begunMs);
        else refused++;
        open.delete(answered);
      },
      () => {
        refused++;
        open.delete(answered);
      },
    );
    open.add(answered);
  }
  await Promise.all(open);
  for (const client of clients) client.close();
  return { latencies, refused };
}

/** Frames of the live preview that all viewers got together. */
async function watch(url: string, end: AbortSignal): Promise<number> {
  let frames = 0;
  const viewers = Array.from({ length: VIEWERS }, () => {
    const viewer = new WebSocket(new URL('api/live', url.replace('http', 'ws')), {
      localAddress: VIEWERS_ADDRESS,
    });
    viewer.on('open', () => viewer.send(JSON.stringify({ type: 'preview', on: true })));
    viewer.on('message', (_, isBinary) => {
      if (isBinary) frames++;
    });
    return viewer;
  });
  await Promise.all([...viewers.map((viewer) => once(viewer, 'open')), aborted(end)]);
  for (const viewer of viewers) viewer.terminate();
  return frames;
}

/** Reads a film as a browser plays it: piece by piece, from the beginning when it is through. */
async function stream(original: URL, end: AbortSignal): Promise<void> {
  const client = new LoadClient(STREAMERS);
  for (let from = 0; !end.aborted; ) {
    const { status, bytes } = await client.get(original, { range: `bytes=${from}-${from + RANGE_BYTES - 1}` });
    from = status === 206 && bytes === RANGE_BYTES ? from + RANGE_BYTES : 0;
    await sleep(RANGE_EVERY_MS);
  }
  client.close();
}

/** Sends one new film after the other, each when the one before is a clip, so that something is always being converted. */
async function upload(url: string, films: UploadFilms, end: AbortSignal): Promise<number> {
  let converted = 0;
  while (!end.aborted) {
    const { jobId } = await sendByTus(Number(new URL(url).port), await films.streaming(), UPLOAD_BYTES_PER_SECOND);
    const stage = async () => (await getState(url)).jobs[jobId]?.stage ?? 'cancelled';
    let now = await stage();
    for (; !end.aborted && !OVER.has(now); now = await stage()) await sleep(200);
    if (now === 'ready') converted++;
    else if (!OVER.has(now)) await fetch(new URL(`api/jobs/${jobId}`, url), { method: 'DELETE' });
  }
  return converted;
}

const OVER: ReadonlySet<string> = new Set(['ready', 'failed', 'cancelled']);

async function sampleRss(pid: number): Promise<number[]> {
  const samples: number[] = [];
  for (let sample = 0; sample < 10; sample++) {
    samples.push(residentMb(pid));
    await sleep(100);
  }
  return samples;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Of all processors together. */
function idleMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}

/** In milliseconds: of the daemon, of what it started and has ended, of whoever asks here; and what nobody took. */
function processorTime(pid: number): { daemon: number; children: number; load: number; idle: number } {
  const daemon = processorMs(pid);
  const { user, system } = process.cpuUsage();
  return {
    daemon,
    children: processorMs(pid, { withChildren: true }) - daemon,
    load: (user + system) / 1000,
    idle: idleMs(),
  };
}

/** @param what quiet: it collects its garbage first. */
function ask(daemon: ChildProcess, what: 'timing' | 'quiet'): Promise<CrowdTiming> {
  const answer = heard(daemon);
  daemon.send(what);
  return answer;
}

async function heard(daemon: ChildProcess): Promise<CrowdTiming> {
  // It says nothing else.
  const [timing] = (await once(daemon, 'message')) as [CrowdTiming];
  return timing;
}
