import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { Admission } from '../../../daemon/http/admission.js';
import { createApi } from '../../../daemon/http/api.js';
import { LocalServer } from '../../../daemon/http/local-server.js';
import type { RouteScope } from '../../../daemon/http/routes.js';
import type { HttpServices } from '../../../daemon/http/services.js';
import { packageRoot } from '../../../daemon/package-root.js';
import type { Scope } from '../../../daemon/protocol/access.js';
import { scopeCovers } from '../../../daemon/protocol/scope-covers.js';
import { LiveClient } from '../control/live-client.js';
import { startLockedServer } from './locked-server.js';
import { rawRequest } from './raw-request.js';
import { socketFolder } from './socket-folder.js';

// Every route times everybody who may knock, generated from the routes themselves.

type Lab = Awaited<ReturnType<typeof startLockedServer>>;

/** Let in: whatever the route itself says then, to a request without a body for something that is not there. */
type Expected = 'in' | `${401 | 403 | 421} ${string}`;

interface Knocker {
  readonly who: string;
  headers(lab: Lab): Record<string, string>;
  expected(scope: RouteScope, method: string): Expected;
}

const SCOPES: readonly Scope[] = ['view', 'control', 'upload', 'admin'];
const HOUR_MS = 3_600_000;
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Nobody that is known. */
const stranger = (scope: RouteScope): Expected => {
  if (scope === 'anyone') return 'in';
  return scope === 'machine' ? '403 local-only' : '401 not-signed-in';
};

const holder =
  (held: Scope) =>
  (scope: RouteScope): Expected => {
    if (scope === 'anyone' || scope === 'machine') return stranger(scope);
    return scopeCovers(held, scope) ? 'in' : '403 scope-missing';
  };

/** Where somebody with all rights is held up by where they come from. */
const unlessSafe =
  (refused: Expected) =>
  (scope: RouteScope, method: string): Expected =>
    SAFE_METHODS.includes(method) ? holder('admin')(scope) : refused;

const revoked = (kind: 'device' | 'token' | 'guest', scope: Scope) => (lab: Lab) => {
  const { grant, headers } = lab.grant(kind, scope, lab.wallMs() + HOUR_MS);
  lab.access.grants.revoke(grant);
  return headers;
};

const expired = (kind: 'token' | 'guest', scope: Scope) => (lab: Lab) =>
  lab.grant(kind, scope, lab.wallMs() - 1).headers;

const KNOCKERS: readonly Knocker[] = [
  { who: 'a stranger', headers: () => ({}), expected: stranger },
  { who: 'a cookie of nobody', headers: () => ({ Cookie: 'framed=none; other=1' }), expected: stranger },
  { who: 'a token of nobody', headers: () => ({ Authorization: 'Bearer framed_none' }), expected: stranger },
  { who: 'a password', headers: () => ({ Authorization: 'Basic YWRtaW46YWRtaW4=' }), expected: stranger },
  { who: 'a revoked device', headers: revoked('device', 'admin'), expected: stranger },
  { who: 'a revoked token', headers: revoked('token', 'admin'), expected: stranger },
  { who: 'a revoked guest', headers: revoked('guest', 'upload'), expected: stranger },
  { who: 'an expired token', headers: expired('token', 'admin'), expected: stranger },
  { who: 'an expired guest', headers: expired('guest', 'view'), expected: stranger },
  {
    who: "a device's secret as a token",
    headers: (lab) => ({ Authorization: bearerOf(lab.grant('device', 'admin').headers) }),
    expected: stranger,
  },
  {
    who: 'a token as a cookie',
    headers: (lab) => ({ Cookie: cookieOf(lab.grant('token', 'admin').headers) }),
    expected: stranger,
  },
  { who: 'a device', headers: (lab) => lab.grant('device', 'admin').headers, expected: holder('admin') },
  ...SCOPES.map((scope) => ({
    who: `a token to ${scope}`,
    headers: (lab: Lab) => lab.grant('token', scope).headers,
    expected: holder(scope),
  })),
  ...(['view', 'upload'] as const).map((scope) => ({
    who: `a guest to ${scope}`,
    headers: (lab: Lab) => lab.grant('guest', scope, lab.wallMs() + HOUR_MS).headers,
    expected: holder(scope),
  })),
  {
    who: 'a device from another page',
    headers: (lab) => ({ ...lab.grant('device', 'admin').headers, Origin: 'http://evil.example' }),
    expected: unlessSafe('403 origin-not-allowed'),
  },
  {
    who: 'a device under a foreign name',
    headers: (lab) => ({ ...lab.grant('device', 'admin').headers, Host: 'evil.example' }),
    expected: () => '421 host-not-allowed',
  },
];

t.test('every route answers whom it is for, and nobody else', async (t) => {
  const lab = await startLockedServer(t);
  const { routes } = createApi(everyService(lab), () => NO_LIMITS, anAdmission(lab));
  const server = await startLockedServer(t, { extraServices: optionalServices() });
  t.ok(routes.length > 40, `${routes.length} routes`);
  for (const { method, path, scope } of routes) {
    for (const { who, headers, expected } of KNOCKERS) {
      for (const said of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
        const sent = { Host: `localhost:${server.port}`, Origin: server.origin, ...headers(server) };
        const answer = await rawRequest({ port: server.port, method: said, path: addressOf(path), headers: sent });
        const wanted = expected(scope, said);
        t.equal(judged(answer, wanted), wanted, `${who}: ${said} ${path} (${scope})`);
      }
    }
    forget(server);
  }
});

t.test('a cookie changes nothing without an Origin', async (t) => {
  const lab = await startLockedServer(t, { extraServices: optionalServices() });
  const { routes } = createApi(everyService(lab), () => NO_LIMITS, anAdmission(lab));
  for (const { method, path, scope } of routes) {
    if (SAFE_METHODS.includes(method) || scope === 'machine' || scope === 'anyone') continue;
    const { headers } = lab.grant('device', 'admin');
    const answer = await rawRequest({ port: lab.port, method, path: addressOf(path), headers });
    t.equal(judged(answer, 'in'), '403 origin-not-allowed', `${method} ${path}`);
    forget(lab);
  }
});

t.test('the socket of the machine lets its users do everything', async (t) => {
  const lab = await startLockedServer(t);
  const services = everyService(lab);
  const { routes } = createApi(services, () => NO_LIMITS, anAdmission(lab));
  const socketPath = join(socketFolder(t), 'framed.sock');
  const local = new LocalServer({ services, log: lab.log, socketPath });
  t.teardown(() => local.stop());
  await local.start();
  for (const { method, path, scope } of routes) {
    const outgoing = httpRequest({ socketPath, method, path: addressOf(path), agent: false });
    outgoing.end();
    const [response] = await once(outgoing, 'response');
    const answer = { status: response.statusCode, body: await text(response) };
    t.equal(judged(answer, 'in'), 'in', `${method} ${path} (${scope})`);
  }
});

t.test('the WebSocket takes whoever may look, and nobody else', async (t) => {
  const lab = await startLockedServer(t);
  for (const { who, headers, expected } of KNOCKERS) {
    // An upgrade is a GET that is as good as a change.
    const wanted = expected('view', who.includes('another page') ? 'POST' : 'GET');
    const { Origin: origin = lab.origin, ...rest } = headers(lab);
    const { socket } = new LiveClient(lab.port, { headers: rest, origin });
    const [event] = await Promise.race([
      once(socket, 'open').then(() => ['in']),
      once(socket, 'unexpected-response').then(async ([, response]) => [
        judged({ status: response.statusCode, body: await text(response) }, wanted),
      ]),
    ]);
    t.equal(event, wanted, who);
    socket.close();
  }
  const inQuery = lab.grant('token', 'admin').headers['Authorization']?.slice('Bearer '.length) ?? '';
  const answer = await rawRequest({
    port: lab.port,
    path: `/api/live?token=${inQuery}`,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Version': '13',
    },
  });
  t.equal(answer.status, 401, 'a secret in an address counts for nothing');
});

t.test('nothing is routed that was not declared with whom it is for', async (t) => {
  const lab = await startLockedServer(t);
  const { router, routes } = createApi(everyService(lab), () => NO_LIMITS, anAdmission(lab));
  const routed = router.stack.flatMap(({ methods, path }) =>
    methods.filter((method) => method !== 'HEAD' || !methods.includes('GET')).map((method) => `${method} ${path}`),
  );
  t.same(routed.sort(), routes.map(({ method, path }) => `${method} ${path}`).sort());
});

t.test('the manual says of every route whom it answers', async (t) => {
  const lab = await startLockedServer(t);
  const { routes } = createApi(everyService(lab), () => NO_LIMITS, anAdmission(lab));
  const manual = readFileSync(join(packageRoot, 'docs/access.md'), 'utf8');
  for (const { method, path, scope } of routes) {
    const row = manual.split('\n').find((line) => line.startsWith(`| ${scope} `)) ?? '';
    t.ok(row.includes(`${method} ${path}\``), `\`${method} ${path}\` in the row of ${scope}`);
  }
});

const NO_LIMITS = { maxBytes: 1e9, maxFiles: 10 };

function anAdmission({ access }: Lab): Admission {
  return new Admission({ access, isLocal: false, isOpen: () => false });
}

/** With those that may be absent: a route of a service that is not there is not declared. */
function everyService({ services }: Lab): Required<HttpServices> {
  return { afterCommand: () => {}, ...services, ...optionalServices() };
}

/** They are never reached but by the door. */
function optionalServices() {
  const unreached = () => {
    throw new Error('not asked for here');
  };
  return {
    looks: { preview: unreached },
    schedule: { day: unreached },
    https: { view: unreached, authority: () => undefined, urlFor: () => undefined },
    backups: { create: unreached, restore: unreached, undo: unreached, forget: unreached, startAgain: () => {} },
    diagnostics: async () => ({}),
    logs: { records: () => [] },
    testPattern: { show: unreached, hide: () => {} },
    config: { view: unreached, change: unreached, localOnly: () => [], schema: unreached, panels: unreached },
  };
}

function addressOf(path: string): string {
  return path.replace(/:id/g, '0'.repeat(16));
}

function judged({ status, body }: { status: number; body: string }, wanted: Expected): string {
  // HEAD has no body to say why.
  if (body === '' && (status === 401 || status === 403 || status === 421)) {
    return wanted.startsWith(String(status)) ? wanted : `${status}`;
  }
  const code = /"code":"([\w-]+)"/.exec(body)?.[1] ?? '';
  const isKeptOut = status === 401 || status === 421 || /^(local-only|scope-missing|origin-not-allowed)$/.test(code);
  const isUnrouted = code === 'method-not-allowed' || body.includes('There is nothing at');
  if (isKeptOut || isUnrouted) return `${status} ${code}`;
  return 'in';
}

function bearerOf({ Cookie = '' }: Record<string, string>): string {
  return Cookie.replace('framed=', 'Bearer ');
}

function cookieOf({ Authorization = '' }: Record<string, string>): string {
  return Authorization.replace('Bearer ', 'framed=');
}

/** So that there is room for those who come next. */
function forget({ access: { grants } }: Lab): void {
  for (const kind of ['device', 'token', 'guest'] as const) for (const grant of grants.list(kind)) grants.revoke(grant);
}
