import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import type { Scope } from '../protocol/access.js';
import { accessError } from './access-error.js';
import type { Grant, GrantKind } from './grant.js';
import type { GrantFile } from './grant-file.js';
import { newSecret, secretHash, TOKEN_PREFIX } from './secret.js';

/** Of each kind. A household has a dozen; a program that makes one at every start should hear of it. */
const MAX_OF_KIND = 200;
/** What browsers keep a cookie for at most (RFC 6265bis section 5.5: 400 days). */
export const DEVICE_KEPT_MS = 400 * 24 * 60 * 60 * 1000;
/** When somebody was seen is written this seldom: a phone that looks on all day costs 24 small writes. */
const SEEN_WRITTEN_EVERY_MS = 60 * 60 * 1000;

export interface NewGrant {
  readonly kind: GrantKind;
  readonly name: string;
  readonly scope: Scope;
  /** Undefined: until it is revoked; a device's, which begins anew whenever it comes, is {@link DEVICE_KEPT_MS}. */
  readonly expiresAtMs?: number | undefined;
}

/** Everybody who was let in. All are in memory as well: a request is judged without the disk. */
export class Grants {
  readonly #file: GrantFile;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #byHash = new Map<string, Grant>();
  /** When what is on the disk says that it was seen, by id. */
  readonly #writtenSeen = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  constructor(file: GrantFile, { clock, log }: { clock: Clock; log: Log }) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
    for (const grant of file.all()) this.#keep(grant);
  }

  /** Called after one was added, changed or removed. Returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The oldest first; those that expired are among them, and are not let in. */
  list(kind: GrantKind): Grant[] {
    return [...this.#byHash.values()].filter((grant) => grant.kind === kind);
  }

  /** Whether there is any that is let in. */
  has(kind: GrantKind): boolean {
    for (const grant of this.#byHash.values()) if (grant.kind === kind && this.holds(grant)) return true;
    return false;
  }

  find(kind: GrantKind, id: string): Grant | undefined {
    return this.list(kind).find((grant) => grant.id === id);
  }

  /** The one that has this secret and has not expired. */
  ofSecret(secret: string): Grant | undefined {
    const grant = this.#byHash.get(secretHash(secret));
    return grant && this.holds(grant) ? grant : undefined;
  }

  /** True until it is revoked or has expired. */
  holds({ hash }: Grant): boolean {
    const grant = this.#byHash.get(hash);
    return grant !== undefined && (grant.expiresAtMs ?? Number.POSITIVE_INFINITY) > this.#clock.wallMs();
  }

  /** On the disk when it returns. Throws 'too-many-grants', 'access-not-writable'. */
  add(wanted: NewGrant): { grant: Grant; secret: string } {
    const { kind, name, scope } = wanted;
    this.#makeRoom(kind);
    const secret = newSecret(kind === 'token' ? TOKEN_PREFIX : '');
    const nowMs = Math.round(this.#clock.wallMs());
    const grant: Grant = {
      id: randomBytes(8).toString('hex'),
      kind,
      name,
      scope,
      hash: secretHash(secret),
      createdAtMs: nowMs,
      expiresAtMs: kind === 'device' ? nowMs + DEVICE_KEPT_MS : wanted.expiresAtMs,
      lastSeenAtMs: kind === 'device' ? nowMs : undefined,
    };
    this.#file.put(grant);
    this.#keep(grant);
    this.#tell();
    return { grant, secret };
  }

  /** Throws 'access-not-writable'. */
  rename(grant: Grant, name: string): Grant {
    const renamed = { ...grant, name };
    this.#file.put(renamed);
    this.#keep(renamed);
    this.#tell();
    return renamed;
  }

  /** From now on its secret opens nothing. Throws 'access-not-writable', and then it still does. */
  revoke(grant: Grant): void {
    this.#file.remove(grant.id);
    this.#byHash.delete(grant.hash);
    this.#writtenSeen.delete(grant.id);
    this.#tell();
  }

  /** It has come again: notes when, and gives a device its whole time anew. Never throws; what cannot be written is tried again later. */
  seen({ hash }: Grant): void {
    const grant = this.#byHash.get(hash);
    if (grant === undefined) return;
    const nowMs = Math.round(this.#clock.wallMs());
    const known = { ...grant, lastSeenAtMs: nowMs, expiresAtMs: laterEnd(grant, nowMs) };
    this.#byHash.set(hash, known);
    const sinceMs = Math.abs(nowMs - (this.#writtenSeen.get(grant.id) ?? Number.NEGATIVE_INFINITY));
    if (sinceMs < SEEN_WRITTEN_EVERY_MS) return;
    // Before it is tried: a disk that takes nothing is not to be asked with every request.
    this.#writtenSeen.set(grant.id, nowMs);
    this.#writeSeen(known);
  }

  /** Writes what only memory knows. */
  close(): void {
    for (const grant of this.#byHash.values()) {
      if (grant.lastSeenAtMs !== this.#writtenSeen.get(grant.id)) this.#writeSeen(grant);
    }
    this.#file.close();
  }

  #writeSeen(grant: Grant): void {
    try {
      this.#file.put(grant);
    } catch (error) {
      this.#log.warn('when somebody was seen could not be written', { reason: toPlainError(error).message });
    }
  }

  #makeRoom(kind: GrantKind): void {
    const some = this.list(kind);
    if (some.length < MAX_OF_KIND) return;
    const expired = some.filter((grant) => !this.holds(grant));
    for (const grant of expired) this.revoke(grant);
    if (expired.length > 0) return;
    throw accessError(
      'too-many-grants',
      `There are ${MAX_OF_KIND} of this kind already, the most that may be; revoke one that is not used.`,
    );
  }

  #keep(grant: Grant): void {
    this.#byHash.set(grant.hash, grant);
    if (grant.lastSeenAtMs !== undefined) this.#writtenSeen.set(grant.id, grant.lastSeenAtMs);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Never before what it had: a Pi without network starts in its own past, and whoever came then would be gone when the clock is right. */
function laterEnd({ kind, expiresAtMs }: Grant, nowMs: number): number | undefined {
  return kind === 'device' ? Math.max(expiresAtMs ?? 0, nowMs + DEVICE_KEPT_MS) : expiresAtMs;
}
