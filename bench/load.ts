import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { packageRoot } from '../daemon/package-root.js';
import { getState, sendFile, waitForJob } from '../test/integration/rest-client.js';
import type { BenchResult } from './bench-result.js';
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
/** Memory is compared before and after, when what was under way has ended and garbage is collected. */
const SETTLE_MS = 5000;

/** Everything at once for a minute, while a clip plays. */
export async function run(): Promise<BenchResult> {
  const data = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  const films = await UploadFilms.make(await mkdtemp(join(data, 'films-')));
  const daemon = fork(join(packageRoot, 'dist/bench/upload-crowd-daemon.js'), [join(data, 'daemon')]);
  try {
    const { url } = await heard(daemon);
    const [job] = await sendFile(url, join(packageRoot, 'test/fixtures/clip-320x180-24fps.mp4'));
    const { clipId } = await waitForJob(url, job?.id ?? '');
    const pid = daemon.pid ?? 0;
    await sleep(SETTLE_MS);
    const before = { ...(await ask(daemon)), mb: median(await sampleRss(pid)) };
    const end = AbortSignal.timeout(LOAD_MS);
    const original = new URL(`api/clips/${clipId}/original`, url);
    const [latencies, frames, , converted] = await Promise.all([
      askOften(url, end),
      watch(url, end),
      Promise.all(Array.from({ length: STREAMS }, () => stream(original, end))),
      Promise.all(Array.from({ length: UPLOADS }, () => upload(url, films, end))),
    ]);
    const after = await ask(daemon);
    await sleep(SETTLE_MS);
    const rss_growth_mb = median(await sampleRss(pid)) - before.mb;
    const json = {
      late_p99_ms: after.lateP99Ms,
      dropped: after.dropped - before.dropped,
      presented: after.presented - before.presented,
      api_p50_ms: median(latencies),
      api_p99_ms: quantile(latencies, 0.99),
      requests: latencies.length,
      frames_per_viewer: frames / VIEWERS,
      converted: converted.reduce((sum, count) => sum + count, 0),
      rss_growth_mb,
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

/** Milliseconds until each answer was read. A request begins when it is due, whether those before it are answered or not. */
async function askOften(url: string, end: AbortSignal): Promise<number[]> {
  const latencies: number[] = [];
  const open = new Set<Promise<void>>();
  for (let next = performance.now(); !end.aborted; next += 1000 / REQUESTS_PER_SECOND) {
    await sleep(Math.max(0, next - performance.now()));
    const begunMs = performance.now();
    const answered = fetch(new URL('api/state', url))
      .then((response) => response.arrayBuffer())
      .then(() => {
        latencies.push(performance.now() - begunMs);
        open.delete(answered);
      });
    open.add(answered);
  }
  await Promise.all(open);
  return latencies;
}

/** Frames of the live preview that all viewers got together. */
async function watch(url: string, end: AbortSignal): Promise<number> {
  let frames = 0;
  const viewers = Array.from({ length: VIEWERS }, () => {
    const viewer = new WebSocket(new URL('api/live', url.replace('http', 'ws')));
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
  for (let from = 0; !end.aborted; ) {
    const range = { range: `bytes=${from}-${from + RANGE_BYTES - 1}` };
    const response = await fetch(original, { headers: range });
    const { byteLength } = await response.arrayBuffer();
    from = response.status === 206 && byteLength === RANGE_BYTES ? from + RANGE_BYTES : 0;
    await sleep(RANGE_EVERY_MS);
  }
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

function ask(daemon: ChildProcess): Promise<CrowdTiming> {
  const answer = heard(daemon);
  daemon.send('timing');
  return answer;
}

async function heard(daemon: ChildProcess): Promise<CrowdTiming> {
  // It says nothing else.
  const [timing] = (await once(daemon, 'message')) as [CrowdTiming];
  return timing;
}
