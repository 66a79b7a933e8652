import type { Scope } from '../protocol/access.js';

export type GrantKind = 'device' | 'token' | 'guest';

/** What somebody was given, to come in by. Its secret is known by its hash only. */
export interface Grant {
  readonly id: string;
  readonly kind: GrantKind;
  readonly name: string;
  readonly scope: Scope;
  /** {@link file://./secret.ts} */
  readonly hash: string;
  readonly createdAtMs: number;
  /** Undefined: until it is revoked. */
  readonly expiresAtMs: number | undefined;
  readonly lastSeenAtMs: number | undefined;
}
