import t, { type Test } from 'tap';
import { framed } from './framed.js';
import { startLocalDaemon } from './local-daemon.js';

/** The socket is named behind all words: it is the inner command's option. */
async function startDaemon(t: Test) {
  const daemon = await startLocalDaemon(t);
  return { ...daemon, ask: (...words: string[]) => framed(...words, '--socket', daemon.socketPath) };
}

t.test('pair shows a code in two groups, and where to type it', async (t) => {
  const { ask, access } = await startDaemon(t);
  const { code, out } = await ask('pair');
  t.equal(code, 0);
  const [, one, other] = /^(\d{3}) (\d{3})\nOpen http:\/\/192\.168\.1\.7:8080\/ and type it there/.exec(out) ?? [];
  t.equal(access.pairing.shown?.code, `${one}${other}`);
});

t.test('sign-in prints a link for any browser, and for one on the machine; both are the same', async (t) => {
  const { ask, access } = await startDaemon(t);
  const { out } = await ask('sign-in');
  const links = out.trimEnd().split('\n');
  t.match(links, [/^http:\/\/192\.168\.1\.7:8080\/#sign-in=[\w-]{43}$/, /^http:\/\/localhost:8080\/#sign-in=/]);
  const [secret, same] = links.map((link) => link.split('=')[1] ?? '');
  t.equal(secret, same);
  t.equal(access.signIn({ secret: secret ?? '', name: 'laptop', from: '::1' }).grant.name, 'laptop');
});

t.test('devices are listed and revoked by name', async (t) => {
  const { ask, access } = await startDaemon(t);
  t.same(await ask('devices'), { code: 0, out: 'No device is paired; pair one with: framed pair\n', err: '' });
  const add = (name: string) => access.grants.add({ kind: 'device', name, scope: 'admin' });
  const { secret } = add('Kitchen phone');
  add('Tablet');
  t.match(
    (await ask('devices')).out,
    /^ID +MAY +LAST SEEN +UNTIL +NAME\n[0-9a-f]{16} +admin +\d{4}-.* Kitchen phone\n.*Tablet\n$/,
  );
  const unknown = await ask('devices', 'revoke', 'kitchen', 'toaster');
  t.equal(unknown.code, 1);
  t.match(unknown.err, /There is no device "toaster"; framed devices says what there is/);
  t.ok(access.grants.ofSecret(secret), 'where one name is wrong none is revoked');
  t.same(await ask('devices', 'revoke', 'kitchen'), {
    code: 0,
    out: 'Kitchen phone may not come in any more\n',
    err: '',
  });
  t.equal(access.grants.ofSecret(secret), undefined);
  t.match(JSON.parse((await ask('devices', '--json')).out), { devices: [{ name: 'Tablet', isCurrent: false }] });
});

t.test("a token's secret is alone on its line, for scripts, and is not shown again", async (t) => {
  const { ask, access } = await startDaemon(t);
  t.equal((await ask('token', 'list')).out, 'There are no tokens.\n');
  const { code, out } = await ask('token', 'create', 'doorbell', '--scope', 'view', '--days', '3');
  t.equal(code, 0);
  t.match(out, /^framed_[\w-]{43}\n$/);
  t.match(access.grants.ofSecret(out.trim()), { kind: 'token', name: 'doorbell', scope: 'view' });
  const { out: listed } = await ask('token', 'list');
  t.match(listed, /view +never +\d{4}-\d\d-\d\d \d\d:\d\d +doorbell\n$/);
  t.notOk(listed.includes(out.trim()));
  t.match(await ask('token', 'create', 'x', '--scope', 'everything'), {
    code: 2,
    err: /Allowed choices are view, control/,
  });
  t.equal((await ask('token', 'revoke', 'doorbell')).code, 0);
  t.equal(access.grants.ofSecret(out.trim()), undefined);
});

t.test('a link for guests is printed once, and revoked', async (t) => {
  const { ask, access } = await startDaemon(t);
  const { out } = await ask('guest', 'create', 'party', '--hours', '5');
  t.match(out, /^http:\/\/192\.168\.1\.7:8080\/#guest=[\w-]{43}\n$/);
  const secret = out.trim().split('=')[1] ?? '';
  t.match(access.grants.ofSecret(secret), { kind: 'guest', name: 'party', scope: 'upload' });
  t.match(JSON.parse((await ask('guest', 'list', '--json')).out), { guestLinks: [{ name: 'party', scope: 'upload' }] });
  t.equal((await ask('guest', 'revoke', 'party')).code, 0);
  t.equal(access.grants.ofSecret(secret), undefined);
  t.equal((await ask('guest', 'list')).out, 'There are no links.\n');
});
