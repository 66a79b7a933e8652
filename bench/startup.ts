import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DaemonProcess } from '../test/integration/daemon-process.js';
import type { BenchResult } from './bench-result.js';
import { median } from './statistics.js';

const ROUNDS = 7;

/** `framed run` to its first frame on the glass, and `node -e 0` to its end, in turns. */
export async function run(): Promise<BenchResult> {
  const firstFrameMs: number[] = [];
  const nodeMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    nodeMs.push(await timeNode());
    firstFrameMs.push(await timeFirstFrame());
  }
  const first_frame_ms = median(firstFrameMs);
  const node_ms = median(nodeMs);
  const ratio = first_frame_ms / node_ms;
  return {
    title: `startup, median of ${ROUNDS} rounds`,
    columns: ['', 'ms', 'ratio'],
    rows: [
      ['framed run, to the first frame', first_frame_ms, ratio],
      ['node -e 0', node_ms, 1],
    ],
    json: { first_frame_ms, node_ms, ratio },
  };
}

async function timeNode(): Promise<number> {
  const startedMs = performance.now();
  await new Promise((resolve) => spawn(process.execPath, ['-e', '0']).once('exit', resolve));
  return performance.now() - startedMs;
}

async function timeFirstFrame(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  try {
    const startedMs = performance.now();
    const daemon = await DaemonProcess.start({ data, waitFor: /first frame on the glass/ });
    const tookMs = performance.now() - startedMs;
    await daemon.stop();
    return tookMs;
  } finally {
    await rm(data, { recursive: true });
  }
}
