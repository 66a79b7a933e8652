import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import type { NewGuestLink, NewToken } from '../../../daemon/protocol/access.js';
import { LiveClient } from '../control/live-client.js';
import { cookieOf, startLockedServer } from './locked-server.js';
import { errorCode, startTestServer } from './test-server.js';

t.test('a stranger is told how to get in, and nothing else', async (t) => {
  const { who, send } = await startLockedServer(t);
  t.same(await who(), { signedIn: false, paired: false, pairing: 'code', secure: {} });
  const refused = await send('GET', '/api/state');
  t.equal(refused.status, 401);
  t.equal(refused.headers.get('WWW-Authenticate'), 'Bearer realm="framed"');
  t.equal(await errorCode(refused), 'not-signed-in');
  t.equal((await send('GET', '/')).status, 200, 'the page itself asks who they are');
});

t.test('the code on the glass pairs a phone, which may do everything from then on', async (t) => {
  const lab = await startLockedServer(t);
  const answer = await lab.pair('000 001', '  Kitchen phone ');
  t.equal(answer.status, 204);
  t.match(
    answer.headers.getSetCookie(),
    [/^framed=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/],
    '400 days, by no clock',
  );
  const cookie = cookieOf(answer);
  t.match(await lab.who(cookie), { signedIn: true, scope: 'admin', way: 'device', device: { name: 'Kitchen phone' } });
  t.equal((await lab.send('GET', '/api/state', cookie)).status, 200);
  t.match(await lab.who(), { paired: true, pairing: 'closed' }, 'and the code is gone');
  t.equal(await errorCode(await lab.pair('000001')), 'pairing-closed');
});

t.test('a wrong code says how many tries are left; after five there is another code', async (t) => {
  const { pair } = await startLockedServer(t);
  const messages: string[] = [];
  for (let tries = 0; tries < 5; tries++) {
    const answer = await pair('999999');
    t.equal(answer.status, 403);
    messages.push(((await answer.json()) as { error: { message: string } }).error.message);
  }
  t.match(messages, [/4 tries are left/, /3 tries/, /2 tries/, /1 try is left/, /the last try; another code is shown/]);
  t.equal(await errorCode(await pair('000001')), 'pairing-code-wrong', 'the first is worth nothing any more');
  t.equal((await pair('000002')).status, 204);
});

t.test('a code lives two minutes', async (t) => {
  const { pair, timers, access } = await startLockedServer(t);
  timers.advance(119_999);
  t.equal(access.pairing.shown?.code, '000001');
  timers.advance(1);
  t.equal(access.pairing.shown?.code, '000002');
  t.equal(await errorCode(await pair('000001')), 'pairing-code-wrong');
});

t.test('who guesses has to wait, however many ask at once', async (t) => {
  const { pair } = await startLockedServer(t);
  const answers = await Promise.all(Array.from({ length: 40 }, () => pair('999999')));
  const [tried, waits] = [403, 429].map((status) => answers.filter((answer) => answer.status === status));
  t.equal(tried?.length, 10);
  t.equal(waits?.length, 30);
  t.equal(waits?.[0]?.headers.get('Retry-After'), '60');
  t.equal(waits?.[0] && (await errorCode(waits[0])), 'too-many-attempts');
});

t.test('where there is no glass to read it from, no code stands until one is asked for', async (t) => {
  const lab = await startLockedServer(t, { hasGlass: false });
  t.match(await lab.who(), { paired: false, pairing: 'closed' });
  const { secret } = lab.access.signInLinks.create();
  const answer = await lab.send('POST', '/api/access/sign-in', { body: JSON.stringify({ secret }) });
  t.equal(answer.status, 204);
  const cookie = cookieOf(answer);
  const asked = await lab.send('POST', '/api/access/pairing', cookie);
  t.match(await asked.json(), { code: '000001', expiresInMs: 120_000 });
  t.equal((await lab.pair('000001')).status, 204);

  await lab.send('POST', '/api/access/pairing', cookie);
  await lab.send('DELETE', '/api/access/pairing', cookie);
  t.equal(await errorCode(await lab.pair('000002')), 'pairing-closed', 'and it may be taken away again');
});

t.test('a sign-in link works once, within ten minutes, and names the browser', async (t) => {
  const lab = await startLockedServer(t);
  const use = (secret: string) =>
    lab.send('POST', '/api/access/sign-in', {
      body: JSON.stringify({ secret }),
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    });
  const { secret } = lab.access.signInLinks.create();
  t.match(await lab.who(cookieOf(await use(secret))), { device: { name: 'Firefox, Linux' } });
  const again = await use(secret);
  t.equal(again.status, 403);
  t.equal(await errorCode(again), 'link-expired');
  const late = lab.access.signInLinks.create();
  lab.timers.advance(600_000);
  t.equal(await errorCode(await use(late.secret)), 'link-expired');
});

t.test('devices are listed, renamed and revoked; a revoked one loses its WebSocket at once', async (t) => {
  const lab = await startLockedServer(t);
  const first = await lab.pairedPhone();
  const second = await lab.pairedPhone();
  const list = async () =>
    ((await (await lab.send('GET', '/api/devices', first)).json()) as { devices: { id: string }[] }).devices;
  const [mine, other] = await list();
  t.match([mine, other], [{ isCurrent: true, lastSeenAtMs: Number }, { isCurrent: false }]);
  const renamed = await lab.send('PATCH', `/api/devices/${other?.id}`, { ...first, body: '{"name":"Tablet"}' });
  t.match(await renamed.json(), { name: 'Tablet' });

  const live = await LiveClient.connect(lab.port, { headers: second, origin: lab.origin });
  const closed = live.closed();
  t.equal((await lab.send('DELETE', `/api/devices/${other?.id}`, first)).status, 204);
  t.equal(await closed, 1008);
  t.equal((await lab.send('GET', '/api/state', second)).status, 401);
  t.equal((await list()).length, 1);
  t.equal((await lab.send('DELETE', `/api/devices/${other?.id}`, first)).status, 404);
});

t.test('signing out forgets the device; without any, a code stands again', async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  const answer = await lab.send('DELETE', '/api/access/session', phone);
  t.equal(answer.status, 204);
  t.match(answer.headers.getSetCookie(), [/^framed=; .*Max-Age=0$/]);
  t.match(await lab.who(phone), { signedIn: false, paired: false, pairing: 'code' });
});

t.test('where the only device has not come for 400 days, a code stands again for whoever asks', async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  t.match(await lab.who(), { paired: true, pairing: 'closed' });
  lab.advanceWall(401 * 24 * 60 * 60 * 1000);
  t.match(await lab.who(phone), { signedIn: false, paired: false, pairing: 'code' });
  t.match(await lab.who(await lab.pairedPhone()), { signedIn: true, paired: true, pairing: 'closed' });
});

t.test('a token does what its scope says, until it expires; its secret is shown once', async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  const made = await lab.send('POST', '/api/tokens', {
    ...phone,
    body: '{"name":"doorbell","scope":"control","expiresInDays":1}',
  });
  t.equal(made.status, 201);
  const { secret, token } = (await made.json()) as NewToken;
  t.match(secret, /^framed_[\w-]{43}$/);
  const listed = await (await lab.send('GET', '/api/tokens', phone)).text();
  t.match(JSON.parse(listed), { tokens: [{ id: token.id, name: 'doorbell', scope: 'control' }] });
  t.notOk(listed.includes(secret));

  const bearer = { Authorization: `Bearer ${secret}` };
  t.equal((await lab.send('POST', '/api/commands', { ...bearer, body: '{"type":"pause"}' })).status, 204);
  const refused = await lab.send('POST', '/api/tokens', { ...bearer, body: '{"name":"more","scope":"admin"}' });
  t.equal(refused.status, 403);
  t.equal(await errorCode(refused), 'scope-missing');
  t.equal((await lab.send('GET', '/api/state', { Cookie: `framed=${secret}` })).status, 401, 'it is no cookie');
  const wrong = { Authorization: 'Bearer framed_no', ...phone };
  t.equal((await lab.send('GET', '/api/state', wrong)).status, 401, 'a header that is sent is meant');

  lab.advanceWall(24 * 3_600_000);
  t.equal((await lab.send('GET', '/api/state', bearer)).status, 401);
});

t.test("a guest's link lets several in, and out again when it expires or is revoked", async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  const create = async () => {
    const body = '{"name":"party","scope":"upload","expiresInHours":2}';
    return (await (await lab.send('POST', '/api/guest-links', { ...phone, body })).json()) as NewGuestLink;
  };
  const come = (secret: string) => lab.send('POST', '/api/access/sign-in', { body: JSON.stringify({ secret }) });
  const { secret } = await create();
  const [one, other] = [await come(secret), await come(secret)];
  t.match(one.headers.getSetCookie(), [/Max-Age=7200$/]);
  const guest = cookieOf(other);
  t.match(await lab.who(guest), { signedIn: true, scope: 'upload', way: 'guest', expiresAtMs: Number });
  t.equal((await lab.send('GET', '/api/state', guest)).status, 200);
  t.equal(await errorCode(await lab.send('POST', '/api/commands', { ...guest, body: '{}' })), 'scope-missing');
  await lab.send('DELETE', '/api/access/session', cookieOf(one));
  t.equal(
    (await lab.send('GET', '/api/state', guest)).status,
    200,
    'one guest who leaves does not take the others along',
  );

  const live = await LiveClient.connect(lab.port, { headers: guest, origin: lab.origin });
  const closed = live.closed();
  lab.advanceWall(2 * 3_600_000);
  lab.live.review();
  t.equal(await closed, 1008);
  t.equal((await lab.send('GET', '/api/state', guest)).status, 401);

  const { guestLink, secret: revoked } = await create();
  await lab.send('DELETE', `/api/guest-links/${guestLink.id}`, phone);
  t.equal(await errorCode(await come(revoked)), 'link-expired');
});

t.test('a cookie does not change anything without the Origin that a browser sends', async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  const headers = { ...phone, 'Content-Type': 'application/json' };
  const answer = await lab.request('/api/commands', { method: 'POST', body: '{"type":"pause"}', headers });
  t.equal(await errorCode(answer), 'origin-not-allowed');
  t.same(lab.playback.calls, []);
  const { socket } = new LiveClient(lab.port, { headers: phone });
  const [, response] = await once(socket, 'unexpected-response');
  t.equal(response.statusCode, 403);
});

t.test('the cookie of a device that comes is good for 400 days from then on', async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  const day = 24 * 3_600_000;
  lab.advanceWall(399 * day);
  const answer = await lab.send('GET', '/api/access', phone);
  t.match(answer.headers.getSetCookie(), [/Max-Age=34560000$/]);
  lab.advanceWall(399 * day);
  t.equal((await lab.send('GET', '/api/state', phone)).status, 200);
  lab.advanceWall(401 * day);
  t.equal(
    (await lab.send('GET', '/api/state', phone)).status,
    401,
    'one that stays away that long has to be paired anew',
  );
});

t.test('a clock that goes back does not end what it had given', async (t) => {
  const lab = await startLockedServer(t);
  const phone = await lab.pairedPhone();
  const year = 365 * 24 * 3_600_000;
  lab.advanceWall(-3 * year);
  t.equal((await lab.send('GET', '/api/state', phone)).status, 200);
  lab.advanceWall(3 * year + 1000);
  t.equal((await lab.send('GET', '/api/state', phone)).status, 200);
});

t.test('an upload of somebody who is turned away is broken off', async (t) => {
  const lab = await startLockedServer(t);
  const { grant, headers } = lab.grant('guest', 'upload', lab.wallMs() + 3_600_000);
  const tus = { 'Tus-Resumable': '1.0.0', ...headers };
  const created = await lab.send('POST', '/api/uploads', { ...tus, 'Upload-Length': '1000' });
  t.equal(created.status, 201);
  const patch = httpRequest(`${lab.origin}${created.headers.get('Location')}`, {
    method: 'PATCH',
    headers: {
      ...tus,
      Origin: lab.origin,
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': 1000,
    },
  });
  patch.write('the first bytes');
  const broken = once(patch, 'error');
  while (!lab.uploads.received.some(({ bytes }) => bytes > 0)) await sleep(10);
  lab.access.grants.revoke(grant);
  const [error] = await broken;
  t.equal(error.code, 'ECONNRESET');
});

t.test('without a login everybody may do everything', async (t) => {
  const { request } = await startTestServer(t);
  t.match(await (await request('/api/access')).json(), { signedIn: true, scope: 'admin', way: 'open' });
  t.equal((await request('/api/state')).status, 200);
});
