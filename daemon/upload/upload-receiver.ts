import type { IncomingMessage } from 'node:http';
import { Server } from '@tus/server';
import { errorOfStatus, toUploadError, uploadError } from './upload-error.js';
import { UploadFolder } from './upload-folder.js';
import { UploadLocks } from './upload-locks.js';
import { UploadStore, type UploadStoreOptions } from './upload-store.js';
import { webRequest } from './web-request.js';

export interface UploadReceiverOptions extends Omit<UploadStoreOptions, 'folder'> {
  /** Where unfinished uploads lie: on one file system with the tickets' folders. Created where missing. */
  folder: string;
  /** Of one file. */
  maxBytes: number;
  /** An upload of which no byte came for this long is given up. Default: a day. */
  keepUnfinishedMs?: number;
}

/** What a request is answered with where it is not refused; there is never a body. */
export interface UploadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export const UPLOADS_PATH = '/api/uploads';

const TUS_VERSION = '1.0.0';
const DAY_MS = 24 * 60 * 60 * 1000;
const EXPIRE_EVERY_MS = 10 * 60 * 1000;

/** What the holder of an upload gets to write what it has before it is cut off: a piece of 64 KiB, even on a slow card. */
const LOCK_DRAIN_MS = 100;

/** Headers of @tus/server's for pages from elsewhere, which are not let in. */
const CORS_HEADER = /^access-control-/;

/** Receives files by tus 1.0.0 (https://tus.io/protocols/resumable-upload), each with a job from its creation on. */
export class UploadReceiver {
  #options: UploadReceiverOptions;
  readonly #store: UploadStore;
  readonly #tus: Server;
  /** Why a request is refused, from where @tus/server would make a text of it. */
  readonly #refusals = new WeakMap<Request, unknown>();
  #expiry: NodeJS.Timeout | undefined;

  constructor(options: UploadReceiverOptions) {
    this.#options = options;
    this.#store = new UploadStore({ ...options, folder: new UploadFolder(options.folder, options.log) });
    this.#tus = new Server({
      path: UPLOADS_PATH,
      datastore: this.#store,
      relativeLocation: true,
      maxSize: () => this.#options.maxBytes,
      allowedOrigins: [],
      locker: new UploadLocks(),
      lockDrainTimeout: LOCK_DRAIN_MS,
      onUploadFinish: async (_request, { id }) => {
        await this.#store.finish(id);
        return {};
      },
      onResponseError: (request, error) => {
        this.#refusals.set(request, this.#refusal(request.method, error));
        return undefined;
      },
    });
  }

  /** Takes up the uploads of the last run, each as a job that is 'receiving'. Rejects with Node's error where the folder cannot be had. */
  async start(): Promise<void> {
    await this.#store.restore();
    await this.expire();
    this.#expiry = setInterval(() => void this.expire(), EXPIRE_EVERY_MS).unref();
  }

  /**
   * Answers POST, HEAD, PATCH, DELETE and OPTIONS. Resolves when the request's bytes are there, or as many as came: a connection that
   * breaks is no error. Throws a FramedError where the request is refused.
   */
  async handle(incoming: IncomingMessage): Promise<UploadAnswer> {
    const { method, headers } = incoming;
    if (method !== 'OPTIONS' && headers['tus-resumable'] !== TUS_VERSION) throw errorOfStatus(412, '');
    const request = webRequest(incoming);
    const response = await this.#tus.handleWeb(request);
    if (response.status >= 400) {
      throw this.#refusals.get(request) ?? errorOfStatus(response.status, await response.text());
    }
    const jobId = this.#store.jobIdOf(lastPart(response.headers.get('location') ?? incoming.url ?? ''));
    const answered = [...response.headers].filter(([name]) => !CORS_HEADER.test(name));
    return {
      status: response.status,
      headers: { ...Object.fromEntries(answered), ...(jobId !== undefined && { 'framed-job': jobId }) },
    };
  }

  /** From the next request on; what is absent stays. */
  change(limits: Partial<Pick<UploadReceiverOptions, 'maxBytes' | 'keepUnfinishedMs'>>): void {
    this.#options = { ...this.#options, ...limits };
  }

  /** Gives up what has been waiting for too long; runs by itself every ten minutes. */
  async expire(): Promise<void> {
    await this.#store.expire(this.#options.keepUnfinishedMs ?? DAY_MS);
  }

  /** Ends what is being sent and keeps what came for the next start. To be called before the intake stops. May be called twice. */
  async stop(): Promise<void> {
    clearInterval(this.#expiry);
    await this.#store.suspend();
  }

  #refusal(method: string, thrown: unknown): unknown {
    const error = toUploadError(thrown);
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'body-too-large';
    if (!isTooLarge || method !== 'POST') return error;
    const megabytes = Math.floor(this.#options.maxBytes / 1e6);
    return uploadError('file-too-large', `A file may have ${megabytes} MB.`, thrown);
  }
}

/** The id in an upload's address. */
function lastPart(address: string): string {
  return address.split('?')[0]?.split('/').at(-1) ?? '';
}
