import type { Grant, GrantKind } from '../../access/grant.js';
import type { Grants } from '../../access/grants.js';
import {
  type Device,
  DeviceChange,
  GrantId,
  type GuestLink,
  GuestLinkBody,
  type NewGuestLink,
  type NewToken,
  type Token,
  TokenBody,
} from '../../protocol/access.js';
import { decodeParam } from '../decode-param.js';
import { type HttpErrorCode, httpError } from '../http-error.js';
import { readJson } from '../read-json.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

const HOUR_MS = 3_600_000;

/** GET /api/devices; PATCH and DELETE /api/devices/:id. GET and POST /api/tokens, DELETE /api/tokens/:id; the same for /api/guest-links. */
export function deviceRoutes(
  routes: Routes,
  { access, pageUrls, clock }: Pick<HttpServices, 'access' | 'pageUrls' | 'clock'>,
): void {
  const { grants } = access;

  routes.get('admin', '/api/devices', (ctx, visitor) => {
    ctx.body = { devices: grants.list('device').map((grant) => deviceOf(grant, visitor?.grant)) };
  });

  routes.patch('admin', '/api/devices/:id', async (ctx, visitor) => {
    const { name } = await readJson(ctx, DeviceChange);
    ctx.body = deviceOf(grants.rename(existing(grants, 'device', ctx.params['id']), name), visitor?.grant);
  });

  routes.get('admin', '/api/tokens', (ctx) => {
    ctx.body = { tokens: grants.list('token').map(tokenOf) };
  });

  routes.post('admin', '/api/tokens', async (ctx) => {
    const { name, scope, expiresInDays } = await readJson(ctx, TokenBody);
    const expiresAtMs = expiresInDays === undefined ? undefined : inFuture(clock.wallMs(), expiresInDays * 24);
    const { grant, secret } = grants.add({ kind: 'token', name, scope, expiresAtMs });
    const answer: NewToken = { token: tokenOf(grant), secret };
    ctx.status = 201;
    ctx.body = answer;
  });

  routes.get('admin', '/api/guest-links', (ctx) => {
    ctx.body = { guestLinks: grants.list('guest').map(guestLinkOf) };
  });

  routes.post('admin', '/api/guest-links', async (ctx) => {
    const { name, scope, expiresInHours } = await readJson(ctx, GuestLinkBody);
    const expiresAtMs = inFuture(clock.wallMs(), expiresInHours);
    const { grant, secret } = grants.add({ kind: 'guest', name, scope, expiresAtMs });
    const answer: NewGuestLink = { guestLink: guestLinkOf(grant), secret, urls: pageUrls() };
    ctx.status = 201;
    ctx.body = answer;
  });

  for (const [kind, path] of REVOCABLE) {
    routes.delete('admin', `${path}/:id`, (ctx) => {
      grants.revoke(existing(grants, kind, ctx.params['id']));
      ctx.status = 204;
    });
  }
}

const REVOCABLE: readonly (readonly [GrantKind, string])[] = [
  ['device', '/api/devices'],
  ['token', '/api/tokens'],
  ['guest', '/api/guest-links'],
];

const NOT_FOUND: Readonly<Record<GrantKind, readonly [HttpErrorCode, string]>> = {
  device: ['device-not-found', 'device'],
  token: ['token-not-found', 'token'],
  guest: ['guest-link-not-found', 'guest link'],
};

function existing(grants: Grants, kind: GrantKind, param: unknown): Grant {
  const [code, word] = NOT_FOUND[kind];
  const id = decodeParam(GrantId, param, code, word);
  const grant = grants.find(kind, id);
  if (grant === undefined) throw httpError(code, `There is no ${word} ${id}.`);
  return grant;
}

function inFuture(nowMs: number, hours: number): number {
  return Math.round(nowMs + hours * HOUR_MS);
}

function shownOf({ id, name, scope, createdAtMs, lastSeenAtMs }: Grant) {
  return { id, name, scope, createdAtMs, ...(lastSeenAtMs !== undefined && { lastSeenAtMs }) };
}

function deviceOf(grant: Grant, current: Grant | undefined): Device {
  return { ...shownOf(grant), expiresAtMs: grant.expiresAtMs ?? 0, isCurrent: grant.id === current?.id };
}

function tokenOf(grant: Grant): Token {
  return { ...shownOf(grant), ...(grant.expiresAtMs !== undefined && { expiresAtMs: grant.expiresAtMs }) };
}

function guestLinkOf(grant: Grant): GuestLink {
  return {
    ...shownOf(grant),
    scope: grant.scope === 'upload' ? 'upload' : 'view',
    expiresAtMs: grant.expiresAtMs ?? 0,
  };
}
