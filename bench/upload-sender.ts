import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TusClient } from '../test/daemon/http/tus-client.js';

const PIECE_BYTES = 64 * 1024;

export interface Sent {
  readonly jobId: string;
  /** From the first byte to the answer. */
  readonly tookMs: number;
}

/** Sends a file by tus, in one part; throws where it is not taken. */
export async function sendByTus(port: number, path: string, bytesPerSecond = Number.POSITIVE_INFINITY): Promise<Sent> {
  const client = new TusClient(port);
  const bytes = await sizeOf(path);
  const upload = await client.create(bytes, basename(path));
  const begunMs = performance.now();
  const { request, answer } = client.openPatch(upload, 0, bytes);
  await writeFile(request, path, bytesPerSecond);
  const { status, headers, body } = await answer;
  if (status !== 204) throw new Error(`the upload was answered ${status} ${body}`);
  return { jobId: String(headers['framed-job']), tookMs: performance.now() - begunMs };
}

/** The same bytes to whoever takes them; resolves with how long it took. */
export async function sendBare(port: number, path: string): Promise<number> {
  const bytes = await sizeOf(path);
  const begunMs = performance.now();
  const { request, answer } = new TusClient(port).openPatch('/', 0, bytes);
  await writeFile(request, path, Number.POSITIVE_INFINITY);
  await answer;
  return performance.now() - begunMs;
}

async function writeFile(request: ClientRequest, path: string, bytesPerSecond: number): Promise<void> {
  const begunMs = performance.now();
  const file = await open(path);
  let sent = 0;
  for await (const piece of file.createReadStream({ highWaterMark: PIECE_BYTES })) {
    if (!request.write(piece)) await once(request, 'drain');
    sent += piece.length;
    const aheadMs = begunMs + (1000 * sent) / bytesPerSecond - performance.now();
    if (aheadMs > 1) await sleep(aheadMs);
  }
  request.end();
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return size;
}
