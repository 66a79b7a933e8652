import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../daemon/package-root.js';
import { DaemonProcess } from '../test/integration/daemon-process.js';
import { waitForJob } from '../test/integration/rest-client.js';
import { median } from './statistics.js';
import { writeNoFilm } from './upload-films.js';
import { sendBare, sendByTus } from './upload-sender.js';

const PAIRS = 7;
const BYTES = 64e6;

export interface Throughput {
  readonly megabytesPerSecond: number;
  readonly bareMegabytesPerSecond: number;
  /** Of the pairs' median: ours to that of a server that pipes to a file. */
  readonly ratio: number;
}

/** Loopback without a limit, in turns. Ours hashes what comes, and answers when it is on the disk; what it then makes of it is waited for. */
export async function measureThroughput(): Promise<Throughput> {
  const folder = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  const bare = fork(join(packageRoot, 'dist/bench/upload-bare-server.js'), [join(folder, 'bare')]);
  let daemon: DaemonProcess | undefined;
  try {
    const barePort = await portOf(bare);
    daemon = await DaemonProcess.start({ data: join(folder, 'data') });
    const port = Number(new URL(daemon.url).port);
    const pairs: { ours: number; bare: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const path = join(folder, `${pair}.mp4`);
      await writeNoFilm(path, BYTES);
      const bareMs = await sendBare(barePort, path);
      const { tookMs, jobId } = await sendByTus(port, path);
      await waitForJob(daemon.url, jobId);
      await rm(path);
      pairs.push({ ours: tookMs, bare: bareMs });
    }
    const speed = (tookMs: number) => BYTES / 1000 / tookMs;
    return {
      megabytesPerSecond: speed(median(pairs.map(({ ours }) => ours))),
      bareMegabytesPerSecond: speed(median(pairs.map(({ bare }) => bare))),
      ratio: median(pairs.map(({ ours, bare }) => bare / ours)),
    };
  } finally {
    const ended = once(bare, 'exit');
    bare.disconnect();
    await ended;
    await daemon?.stop();
    await rm(folder, { recursive: true });
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  // What net's address() gives; it says nothing else.
  const [address] = (await once(server, 'message')) as [{ port: number }];
  return address.port;
}
