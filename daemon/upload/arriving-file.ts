/** A file on its way in. What is there is a contiguous prefix of it: bytes are only ever added at its end. */
export interface ArrivingFile {
  /** Where the bytes lie; another name once the file is complete and moved. */
  readonly path: string;
  /** There so far. */
  readonly bytes: number;
  /** Undefined where the sender did not say. */
  readonly totalBytes: number | undefined;
  readonly state: ArrivalState;
  /** Resolves when more than `beyondBytes` are there, or it is no longer 'arriving'. Rejects with the signal's reason. */
  grown(beyondBytes: number, signal?: AbortSignal): Promise<void>;
}

/** 'failed': no more will come, and what is there is about to be removed. */
export type ArrivalState = 'arriving' | 'complete' | 'failed';

interface Waiter {
  readonly beyondBytes: number;
  wake(): void;
}

/** The receiver's end of an {@link ArrivingFile}: whoever writes the bytes says so here. */
export class Arrival implements ArrivingFile {
  readonly totalBytes: number | undefined;
  readonly #waiters = new Set<Waiter>();
  #path: string;
  #bytes: number;
  #state: ArrivalState = 'arriving';

  /** @param bytes there already, from before a restart. */
  constructor({ path, totalBytes, bytes = 0 }: { path: string; totalBytes: number | undefined; bytes?: number }) {
    this.#path = path;
    this.totalBytes = totalBytes;
    this.#bytes = bytes;
  }

  get path(): string {
    return this.#path;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get state(): ArrivalState {
    return this.#state;
  }

  async grown(beyondBytes: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isDue(beyondBytes)) return;
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(signal?.reason);
      };
      const wake = () => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const waiter: Waiter = { beyondBytes, wake };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** So many more bytes can be read now. */
  grew(addedBytes: number): void {
    this.#bytes += addedBytes;
    this.#wake();
  }

  /** The same bytes lie elsewhere now; who has the file open need not care. */
  movedTo(path: string): void {
    this.#path = path;
  }

  complete(): void {
    this.#end('complete');
  }

  fail(): void {
    this.#end('failed');
  }

  #end(state: ArrivalState): void {
    if (this.#state === 'arriving') this.#state = state;
    this.#wake();
  }

  #wake(): void {
    for (const waiter of this.#waiters) if (this.#isDue(waiter.beyondBytes)) waiter.wake();
  }

  #isDue(beyondBytes: number): boolean {
    return this.#bytes > beyondBytes || this.#state !== 'arriving';
  }
}
