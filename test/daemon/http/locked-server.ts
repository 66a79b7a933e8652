import type { Test } from 'tap';
import { Access } from '../../../daemon/access/access.js';
import type { GrantKind } from '../../../daemon/access/grant.js';
import { GrantFile } from '../../../daemon/access/grant-file.js';
import type { Clock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { AccessView, type Scope } from '../../../daemon/protocol/access.js';
import { ManualTimers } from '../control/manual-timers.js';
import { startTestServer, type TestServerOptions } from './test-server.js';

export interface LockedServerOptions extends TestServerOptions {
  /** Whether a code stands until somebody is paired. */
  hasGlass?: boolean;
}

/** A server with a login, and a clock that the test moves. Its codes count up from 000001. */
export async function startLockedServer(t: Test, { hasGlass = true, ...options }: LockedServerOptions = {}) {
  const timers = new ManualTimers();
  let wallMs = Date.parse('2026-03-01T12:00:00Z');
  const clock: Clock = { monotonicMs: () => timers.monotonicMs(), wallMs: () => wallMs };
  let codes = 0;
  const newCode = () => {
    codes += 1;
    return String(codes).padStart(6, '0');
  };
  const file = GrantFile.open(':memory:');
  const access = new Access({ file, clock, timers, log: silentLog, hasGlass: () => hasGlass, newCode });
  access.update();
  const server = await startTestServer(t, { access, login: () => 'required', clock, ...options });
  const origin = `http://localhost:${server.port}`;
  /** As the page sends it: with its Origin. */
  const send = (method: string, path: string, { body, ...headers }: Record<string, string> & { body?: string } = {}) =>
    server.request(path, {
      method,
      ...(body !== undefined && { body }),
      headers: { Origin: origin, ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    });
  const pair = (code: string, name = 'phone') =>
    send('POST', '/api/access/pair', { body: JSON.stringify({ code, name }) });
  const pairedPhone = async () => cookieOf(await pair((access.pairing.shown ?? access.pairing.open()).code));
  const who = async (headers: Record<string, string> = {}) =>
    AccessView.parse(await (await send('GET', '/api/access', headers)).json());
  const advanceWall = (ms: number) => {
    wallMs += ms;
  };
  /** Somebody with this right, and the headers that they come with. */
  const grant = (kind: GrantKind, scope: Scope, expiresAtMs?: number) => {
    const { grant, secret } = access.grants.add({ kind, name: `a ${kind}`, scope, expiresAtMs });
    return { grant, headers: headersOf(kind, secret) };
  };
  return { ...server, access, timers, origin, send, pair, pairedPhone, who, grant, advanceWall, wallMs: () => wallMs };
}

function headersOf(kind: GrantKind, secret: string): Record<string, string> {
  return kind === 'token' ? { Authorization: `Bearer ${secret}` } : { Cookie: `framed=${secret}` };
}

/** What a browser sends from then on. */
export function cookieOf(response: Response): { Cookie: string } {
  const [set = ''] = response.headers.getSetCookie();
  return { Cookie: set.split(';')[0] ?? '' };
}
