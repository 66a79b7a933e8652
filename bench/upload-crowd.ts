import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../daemon/package-root.js';
import { LiveClient } from '../test/integration/live-client.js';
import { sendFile, waitForJob } from '../test/integration/rest-client.js';
import { residentMb, residentMbOfChildren } from './process-memory.js';
import { median } from './statistics.js';
import type { CrowdTiming } from './upload-crowd-daemon.js';
import type { UploadFilms } from './upload-films.js';
import { sendByTus } from './upload-sender.js';

const UPLOADS = 4;
const BYTES_PER_SECOND = 4e6;
const SAMPLE_MS = 50;
/** Until the garbage of the start is gone, and long enough to see frames dropped that are dropped anyway. */
const IDLE_MS = 4000;

export interface Crowd {
  readonly idleMb: number;
  /** At most, above idle. */
  readonly rssPerUploadMb: number;
  /** Of all ffmpeg and ffprobe processes at a time, at most. */
  readonly ffmpegMb: number;
  readonly lateP99BeforeMs: number;
  /** While the films come. */
  readonly lateP99Ms: number;
  /** In as many seconds without uploads, by what was dropped in those before. */
  readonly droppedBefore: number;
  readonly dropped: number;
}

/** Four films sent at once, from the first byte to the last clip, while another clip plays. */
export async function measureCrowd(films: UploadFilms): Promise<Crowd> {
  const data = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  const paths = await Promise.all(Array.from({ length: UPLOADS }, () => films.streaming()));
  const daemon = fork(join(packageRoot, 'dist/bench/upload-crowd-daemon.js'), [data]);
  try {
    const { url } = await heard(daemon);
    const [job] = await sendFile(url, join(packageRoot, 'test/fixtures/clip-320x180-24fps.mp4'));
    await waitForJob(url, job?.id ?? '');
    const pid = daemon.pid ?? 0;
    const start = await ask(daemon);
    const idle = await sampleUntil(pid, sleep(IDLE_MS));
    const before = await ask(daemon);
    const begunMs = performance.now();
    const busy = await sampleUntil(pid, sendAll(url, paths));
    const tookMs = performance.now() - begunMs;
    const after = await ask(daemon);
    const idleMb = median(idle.map(({ daemonMb }) => daemonMb));
    return {
      idleMb,
      rssPerUploadMb: (Math.max(...busy.map(({ daemonMb }) => daemonMb)) - idleMb) / UPLOADS,
      ffmpegMb: Math.max(...busy.map(({ childrenMb }) => childrenMb)),
      lateP99BeforeMs: before.lateP99Ms,
      lateP99Ms: after.lateP99Ms,
      droppedBefore: ((before.dropped - start.dropped) * tookMs) / IDLE_MS,
      dropped: after.dropped - before.dropped,
    };
  } finally {
    const ended = once(daemon, 'exit');
    daemon.disconnect();
    await ended;
    await rm(data, { recursive: true });
  }
}

async function sendAll(url: string, paths: readonly string[]): Promise<void> {
  const live = await LiveClient.connect(url);
  const sent = await Promise.all(paths.map((path) => sendByTus(Number(new URL(url).port), path, BYTES_PER_SECOND)));
  const { jobs } = await live.until(({ jobs }) => sent.every(({ jobId }) => isOver(jobs[jobId]?.stage)));
  live.close();
  for (const { jobId } of sent) {
    if (jobs[jobId]?.stage !== 'ready') throw new Error(`a film was not taken: ${JSON.stringify(jobs[jobId])}`);
  }
}

function isOver(stage: string | undefined): boolean {
  return stage === 'ready' || stage === 'failed' || stage === 'cancelled';
}

interface Sample {
  readonly daemonMb: number;
  readonly childrenMb: number;
}

async function sampleUntil(pid: number, end: Promise<unknown>): Promise<Sample[]> {
  const samples: Sample[] = [];
  const timer = setInterval(() => {
    samples.push({ daemonMb: residentMb(pid), childrenMb: residentMbOfChildren(pid) });
  }, SAMPLE_MS);
  await end.finally(() => clearInterval(timer));
  return samples;
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
