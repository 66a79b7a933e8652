/** An upload that was begun, and is kept in the browser so that a page that is loaded anew can go on with it. */
export interface KeptUpload {
  /** See fingerprintOf. */
  readonly fingerprint: string;
  readonly url: string;
}

/** Of localStorage. */
export type KeptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'framed.upload.';

/** A page tells that it lives this often; background pages are let run only once a second or, in time, once a minute. */
export const ALIVE_EVERY_MS = 3000;
export const ALIVE_FOR_MS = 65_000;

interface Entry {
  readonly url: string;
  /** When the page that sends it last told that it lives, in milliseconds since the epoch; 0 where it said goodbye. */
  readonly aliveAtMs: number;
}

/** Where the browser keeps nothing (private windows, a full storage), nothing is found: uploads then begin anew after a reload. */
export class KeptUploads {
  readonly #storage: KeptStorage | undefined;
  readonly #now: () => number;

  constructor(storage: KeptStorage | undefined, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Where an upload of this file may go on: one that no living page sends. */
  find(fingerprint: string): string | undefined {
    return this.stopped().find((kept) => kept.fingerprint === fingerprint)?.url;
  }

  /** Keeps it, or tells that the page that sends it is still alive. */
  keep({ fingerprint, url }: KeptUpload): void {
    this.#write(fingerprint, { url, aliveAtMs: this.#now() });
  }

  /** The page that sends it goes. */
  leave({ fingerprint, url }: KeptUpload): void {
    this.#write(fingerprint, { url, aliveAtMs: 0 });
  }

  /** It is done, or gone. */
  forget({ fingerprint, url }: KeptUpload): void {
    // Another page may have begun it anew.
    if (this.#read(fingerprint)?.url === url) this.#storage?.removeItem(PREFIX + fingerprint);
  }

  /** Those that no living page sends. */
  stopped(): KeptUpload[] {
    return this.#fingerprints().flatMap((fingerprint) => {
      const entry = this.#read(fingerprint);
      const isStopped = entry !== undefined && this.#now() - entry.aliveAtMs > ALIVE_FOR_MS;
      return isStopped ? [{ fingerprint, url: entry.url }] : [];
    });
  }

  #fingerprints(): string[] {
    const storage = this.#storage;
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '');
    return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  }

  #read(fingerprint: string): Entry | undefined {
    return parseEntry(this.#storage?.getItem(PREFIX + fingerprint) ?? '');
  }

  #write(fingerprint: string, entry: Entry): void {
    try {
      this.#storage?.setItem(PREFIX + fingerprint, JSON.stringify(entry));
    } catch {
      // Full, or not allowed: see above.
    }
  }
}

/** Of a browser that has one and lets pages use it. */
export function browserStorage(): KeptStorage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Whoever can write here could as well send files; yet a page must not stumble over what an older one left. */
function parseEntry(text: string): Entry | undefined {
  try {
    const { url, aliveAtMs }: Partial<Record<keyof Entry, unknown>> = JSON.parse(text);
    return typeof url === 'string' && typeof aliveAtMs === 'number' ? { url, aliveAtMs } : undefined;
  } catch {
    return undefined;
  }
}
