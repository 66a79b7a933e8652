import type { Context } from 'koa';
import type { Access } from '../../access/access.js';
import { TooManyAttempts } from '../../access/attempt-limits.js';
import type { Grant } from '../../access/grant.js';
import { DEVICE_KEPT_MS } from '../../access/grants.js';
import { type AccessView, PairBody, type Pairing, SignInBody, type SignInLink } from '../../protocol/access.js';
import type { Visitor } from '../admission.js';
import { deviceName } from '../device-name.js';
import { readJson } from '../read-json.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';
import { clearSession, sessionSecret, setSession } from '../session-cookie.js';

/**
 * GET /api/access says who asks, and how one gets in. POST /api/access/pair takes the code on the glass, POST /api/access/sign-in the secret of a
 * link; both set the cookie. DELETE /api/access/session signs out. POST /api/access/pairing shows a code for the next device, DELETE takes it
 * away; POST /api/access/sign-in-link makes a one-time link.
 */
export function accessRoutes(
  routes: Routes,
  { access, pageUrls, https, clock }: Pick<HttpServices, 'access' | 'pageUrls' | 'https' | 'clock'>,
): void {
  routes.get('anyone', '/api/access', (ctx, visitor) => {
    // The last device may have expired, which nothing tells of: then a code is to stand for whoever asks.
    access.update();
    const url = https?.urlFor(ctx.hostname);
    const answer: AccessView = { ...viewOf(visitor), ...waysIn(access), secure: url === undefined ? {} : { url } };
    ctx.body = answer;
    if (visitor?.way !== 'device' || visitor.grant === undefined) return;
    // Whoever comes within the 400 days keeps the whole of them; the secret is the one that was sent.
    access.grants.seen(visitor.grant);
    renewSession(ctx);
  });

  routes.post('anyone', '/api/access/pair', async (ctx) => {
    const { code, name } = await readJson(ctx, PairBody);
    try {
      const { secret } = await access.pair({ code, name, from: ctx.ip });
      setSession(ctx, secret, DEVICE_KEPT_MS);
    } catch (error) {
      if (error instanceof TooManyAttempts) ctx.set('Retry-After', String(error.retryAfterSeconds));
      throw error;
    }
    ctx.status = 204;
  });

  routes.post('anyone', '/api/access/sign-in', async (ctx) => {
    const { secret: shown, name = deviceName(ctx.get('User-Agent')) } = await readJson(ctx, SignInBody);
    const { grant, secret } = access.signIn({ secret: shown, name, from: ctx.ip });
    setSession(ctx, secret, leftMs(grant, clock.wallMs()));
    ctx.status = 204;
  });

  routes.delete('view', '/api/access/session', (ctx, visitor) => {
    if (visitor?.way === 'device' && visitor.grant !== undefined) access.grants.revoke(visitor.grant);
    clearSession(ctx);
    ctx.status = 204;
  });

  routes.post('admin', '/api/access/pairing', (ctx) => {
    const { code, expiresInMs } = access.pairing.open();
    const answer: Pairing = { code, expiresInMs, urls: pageUrls() };
    ctx.body = answer;
  });

  routes.delete('admin', '/api/access/pairing', (ctx) => {
    access.pairing.close();
    ctx.status = 204;
  });

  routes.post('admin', '/api/access/sign-in-link', (ctx) => {
    const answer: SignInLink = { ...access.signInLinks.create(), urls: pageUrls() };
    ctx.body = answer;
  });
}

function viewOf(
  visitor: Visitor | undefined,
): Pick<AccessView, 'signedIn' | 'scope' | 'way' | 'device' | 'expiresAtMs'> {
  if (visitor === undefined) return { signedIn: false };
  const { scope, way, grant } = visitor;
  return {
    signedIn: true,
    scope,
    way,
    ...(grant?.kind === 'device' && { device: { id: grant.id, name: grant.name } }),
    ...(grant?.kind !== 'device' && grant?.expiresAtMs !== undefined && { expiresAtMs: grant.expiresAtMs }),
  };
}

function waysIn({ isPaired, pairing }: Access): Pick<AccessView, 'paired' | 'pairing'> {
  return { paired: isPaired, pairing: pairing.shown === undefined ? 'closed' : 'code' };
}

function leftMs({ expiresAtMs }: Grant, nowMs: number): number {
  return expiresAtMs === undefined ? DEVICE_KEPT_MS : expiresAtMs - nowMs;
}

function renewSession(ctx: Context): void {
  const secret = sessionSecret(ctx.get('Cookie'));
  if (secret !== undefined) setSession(ctx, secret, DEVICE_KEPT_MS);
}
