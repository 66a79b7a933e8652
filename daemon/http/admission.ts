import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/access.js';
import type { Grant, GrantKind } from '../access/grant.js';
import type { Scope, Way } from '../protocol/access.js';
import { scopeCovers } from '../protocol/scope-covers.js';
import { httpError } from './http-error.js';
import { sessionSecret } from './session-cookie.js';

/** Somebody whose request has been let in. */
export interface Visitor {
  readonly way: Way;
  readonly scope: Scope;
  /** Absent for whoever comes by the machine's own socket, and where there is no login. */
  readonly grant?: Grant;
  /** False once that was revoked, or has expired: then nothing more is said to them. */
  isWelcome(): boolean;
}

export interface AdmissionOptions {
  readonly access: Access;
  /** True where requests come by the socket for the machine's own users. */
  readonly isLocal: boolean;
  /** True where everybody who reaches the daemon may do everything. Asked at each request. */
  readonly isOpen: () => boolean;
}

/** RFC 9110 section 11.4: the scheme in any case, one blank at least. */
const BEARER = /^bearer +(\S+)$/i;

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Says who sends a request, and whether that is enough for what is asked for. */
export class Admission {
  readonly #options: AdmissionOptions;
  /** What is being answered, and whom. */
  readonly #answers = new Map<ServerResponse, Visitor>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Undefined: a stranger. */
  visitor({ headers }: IncomingMessage): Visitor | undefined {
    const { isLocal, isOpen } = this.#options;
    if (isLocal) return { way: 'machine', scope: 'admin', isWelcome: () => true };
    if (isOpen()) return { way: 'open', scope: 'admin', isWelcome: isOpen };
    // Whoever sends a header means it: the cookie is not tried instead.
    if (headers.authorization !== undefined) {
      const [, secret] = BEARER.exec(headers.authorization) ?? [];
      return this.#holder(secret, ['token']);
    }
    return this.#holder(sessionSecret(headers.cookie), ['device', 'guest']);
  }

  /** Who sends the request, where that is enough. Throws 'not-signed-in', 'scope-missing', 'local-only', 'origin-not-allowed'. */
  admit(request: IncomingMessage, needed: Scope | 'machine'): Visitor {
    if (needed === 'machine' && !this.#options.isLocal) {
      const path = request.url?.split('?')[0] ?? '';
      throw httpError('local-only', `${path} is answered on framed's own machine only, by the command line.`);
    }
    const visitor = this.visitor(request);
    if (visitor === undefined) {
      throw httpError(
        'not-signed-in',
        'Nobody is signed in: pair this device with the code on the glass, or send a token (Authorization: Bearer framed_…).',
      );
    }
    if (isByCookie(visitor)) requireOrigin(request);
    if (needed !== 'machine' && !scopeCovers(visitor.scope, needed)) {
      throw httpError('scope-missing', `This takes the right to ${needed}; ${nameOf(visitor)} has ${visitor.scope}.`);
    }
    if (visitor.grant !== undefined) this.#options.access.grants.seen(visitor.grant);
    return visitor;
  }

  /** Remembers whom is being answered, until they have been. */
  follow(answer: ServerResponse, visitor: Visitor): void {
    this.#answers.set(answer, visitor);
    answer.once('close', () => this.#answers.delete(answer));
  }

  /** Breaks off what is said to, or taken from, whoever is not welcome any more: an upload may go on for an hour. */
  review(): void {
    for (const [answer, visitor] of this.#answers) if (!visitor.isWelcome()) answer.destroy();
  }

  #holder(secret: string | undefined, kinds: readonly GrantKind[]): Visitor | undefined {
    const { grants } = this.#options.access;
    const grant = secret === undefined ? undefined : grants.ofSecret(secret);
    if (grant === undefined || !kinds.includes(grant.kind)) return undefined;
    return { way: grant.kind, scope: grant.scope, grant, isWelcome: () => grants.holds(grant) };
  }
}

function isByCookie({ way }: Visitor): boolean {
  return way === 'device' || way === 'guest';
}

/**
 * A browser says which page sends a change (Fetch, "append a request `Origin` header"), and the door has compared it. What bears a cookie
 * and does not say it is no browser of today, or a way around one.
 */
function requireOrigin({ method, headers }: IncomingMessage): void {
  const isUpgrade = headers.upgrade !== undefined;
  if (headers.origin !== undefined || (SAFE_METHODS.has(method) && !isUpgrade)) return;
  throw httpError(
    'origin-not-allowed',
    'A request that is signed in by a cookie must say its Origin; programs use a token (Authorization: Bearer framed_…).',
  );
}

function nameOf({ way, grant }: Visitor): string {
  return grant === undefined ? way : `${way} ${JSON.stringify(grant.name)}`;
}
