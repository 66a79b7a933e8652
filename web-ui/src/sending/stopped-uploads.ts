import { type ReadonlySignal, signal } from '@preact/signals';
import type { KeptUpload, KeptUploads } from './kept-uploads.js';

export interface StoppedUploadsOptions {
  kept: KeptUploads;
  /** Of the window, e.g. for the daemon's answers. */
  fetch: typeof fetch;
}

/** Jobs whose sender was a page that is gone: no byte comes until the same file is chosen again. */
export class StoppedUploads {
  readonly #options: StoppedUploadsOptions;
  readonly #jobs = signal<ReadonlyMap<string, KeptUpload>>(new Map());

  constructor(options: StoppedUploadsOptions) {
    this.#options = options;
  }

  /** By job id. */
  get jobs(): ReadonlySignal<ReadonlyMap<string, KeptUpload>> {
    return this.#jobs;
  }

  /** Asks the daemon about what is kept: a restart gives jobs other ids, and what is gone is forgotten. */
  async refresh(): Promise<void> {
    const { kept } = this.#options;
    const found = await Promise.all(
      kept.stopped().map(async (upload) => ({ upload, jobId: await this.#jobOf(upload) })),
    );
    this.#jobs.value = new Map(found.flatMap(({ upload, jobId }) => (jobId === undefined ? [] : [[jobId, upload]])));
  }

  async #jobOf(upload: KeptUpload): Promise<string | undefined> {
    try {
      const { status, headers } = await this.#options.fetch(upload.url, {
        method: 'HEAD',
        headers: { 'Tus-Resumable': '1.0.0' },
      });
      if (status === 404 || status === 410) this.#options.kept.forget(upload);
      return headers.get('Framed-Job') ?? undefined;
    } catch {
      return undefined;
    }
  }
}
