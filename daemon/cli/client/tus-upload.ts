import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FramedError, toPlainError } from '../../errors.js';
import type { DaemonClient, DaemonRequest } from './daemon-client.js';

/** What the daemon says of an upload on each answer. */
interface UploadPlace {
  /** Bytes that are there. */
  offset: number;
  jobId: string;
}

/** How long a daemon may be away: a restart takes seconds, an update of the package half a minute on a slow card. */
const AWAY_MS = 60_000;
const RETRY_MS = 500;

/** Refusals that are only between the two programs: the line broke, and the daemon has not noticed yet. */
const PASSING: ReadonlySet<string> = new Set([
  'upload-busy',
  'upload-offset-wrong',
  'ingest-stopped',
  'library-closed',
]);

/**
 * Sends a file by tus (https://tus.io/protocols/resumable-upload), and goes on where it stopped when the daemon was away. Resolves with the
 * job when the daemon has the whole file and keeps it. Rejects with the daemon's refusal, with 'daemon-lost' where it does not come back,
 * or with Node's error where the file cannot be read; then, and where `signal` is aborted, the upload is taken back.
 *
 * @param onJob told as soon as there is a job, and again where it is another.
 */
export async function sendByTus(
  daemon: DaemonClient,
  file: { path: string; bytes: number },
  { signal, onJob }: { signal: AbortSignal; onJob: (jobId: string) => void },
): Promise<string> {
  const upload = new TusUpload(daemon, file, signal);
  try {
    return await upload.run(onJob);
  } catch (error) {
    await upload.takeBack();
    throw error;
  }
}

class TusUpload {
  readonly #daemon: DaemonClient;
  readonly #file: { path: string; bytes: number };
  readonly #signal: AbortSignal;
  #address: string | undefined;

  constructor(daemon: DaemonClient, file: { path: string; bytes: number }, signal: AbortSignal) {
    this.#daemon = daemon;
    this.#file = file;
    this.#signal = signal;
  }

  async run(onJob: (jobId: string) => void): Promise<string> {
    let place = await this.#create();
    let lastByteAtMs = performance.now();
    onJob(place.jobId);
    while (place.offset < this.#file.bytes) {
      const before = place;
      try {
        place = await this.#send(before.offset);
      } catch (error) {
        this.#signal.throwIfAborted();
        if (!isPassing(error)) throw error;
        if (performance.now() - lastByteAtMs > AWAY_MS) throw lost(error);
        await sleep(RETRY_MS, undefined, { signal: this.#signal });
        place = (await this.#look().catch(() => undefined)) ?? before;
      }
      if (place.offset > before.offset) lastByteAtMs = performance.now();
      if (place.jobId !== before.jobId) onJob(place.jobId);
    }
    return place.jobId;
  }

  async takeBack(): Promise<void> {
    if (this.#address === undefined) return;
    // The daemon's own end of it, after a day, where even that cannot be said now.
    await this.#request({ method: 'DELETE', path: this.#address }).catch(() => {});
  }

  async #create(): Promise<UploadPlace> {
    const name = Buffer.from(basename(this.#file.path)).toString('base64');
    const answer = await this.#request({
      method: 'POST',
      path: '/api/uploads',
      headers: { 'Upload-Length': this.#file.bytes, 'Upload-Metadata': `filename ${name}` },
    });
    this.#address = answer.headers.location;
    return { offset: 0, jobId: jobIdIn(answer) };
  }

  async #send(offset: number): Promise<UploadPlace> {
    const body = createReadStream(this.#file.path, { start: offset, end: this.#file.bytes - 1 });
    const answer = await this.#request({
      method: 'PATCH',
      path: this.#address ?? '',
      headers: { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' },
      body,
      signal: this.#signal,
    });
    return placeIn(answer);
  }

  async #look(): Promise<UploadPlace> {
    return placeIn(await this.#request({ method: 'HEAD', path: this.#address ?? '' }));
  }

  async #request(options: DaemonRequest): Promise<IncomingMessage> {
    const answer = await this.#daemon.open({ ...options, headers: { 'Tus-Resumable': '1.0.0', ...options.headers } });
    answer.resume();
    return answer;
  }
}

function placeIn(answer: IncomingMessage): UploadPlace {
  return { offset: Number(answer.headers['upload-offset']), jobId: jobIdIn(answer) };
}

function jobIdIn({ headers }: IncomingMessage): string {
  return String(headers['framed-job'] ?? '');
}

/** The line: cut, refused, or its socket gone. A file that is gone is an ENOENT, too, but not of connecting. */
function isPassing(error: unknown): boolean {
  const { code } = toPlainError(error);
  const isConnecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  return PASSING.has(code) || /^(ECONNRESET|ECONNREFUSED|EPIPE)$/.test(code) || (code === 'ENOENT' && isConnecting);
}

function lost(cause: unknown): FramedError {
  return new FramedError('daemon-lost', 'framed went away while the file was sent, and did not come back.', { cause });
}
