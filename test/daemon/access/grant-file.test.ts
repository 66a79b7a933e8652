import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import t from 'tap';
import type { Grant } from '../../../daemon/access/grant.js';
import { GrantFile } from '../../../daemon/access/grant-file.js';
import { Grants } from '../../../daemon/access/grants.js';
import { openAccess } from '../../../daemon/app/open-access.js';
import { systemClock } from '../../../daemon/clock.js';
import { systemTimers } from '../../../daemon/control/timers.js';
import { createLog, silentLog } from '../../../daemon/log.js';

const PHONE: Grant = {
  id: '0123456789abcdef',
  kind: 'device',
  name: 'phone',
  scope: 'admin',
  hash: 'ab'.repeat(32),
  createdAtMs: 1,
  expiresAtMs: 2,
  lastSeenAtMs: undefined,
};

t.test('what is put is there when it is opened again, and nobody but framed may read it', (t) => {
  const folder = t.testdir();
  const path = join(folder, 'access.db');
  const file = GrantFile.open(path);
  file.put(PHONE);
  file.put({ ...PHONE, id: 'f'.repeat(16), hash: 'cd'.repeat(32) });
  file.put({ ...PHONE, name: 'renamed', lastSeenAtMs: 7 });
  file.remove('f'.repeat(16));
  t.equal(statSync(path).mode & 0o777, 0o600);
  // Without being closed, as after a pulled plug.
  t.same(GrantFile.open(path).all(), [{ ...PHONE, name: 'renamed', lastSeenAtMs: 7 }]);
  t.same(readdirSync(folder), ['access.db'], 'all of it is in one file');
  t.end();
});

t.test('rights that somebody has loosened are taken back', (t) => {
  const path = join(t.testdir({ 'access.db': '' }), 'access.db');
  chmodSync(path, 0o644);
  GrantFile.open(path).close();
  t.equal(statSync(path).mode & 0o777, 0o600);
  t.end();
});

t.test('no secret is in the file', (t) => {
  const path = join(t.testdir(), 'access.db');
  const grants = new Grants(GrantFile.open(path), { clock: systemClock, log: silentLog });
  const secrets = (['device', 'token', 'guest'] as const).map(
    (kind) => grants.add({ kind, name: kind, scope: 'view', expiresAtMs: 1 }).secret,
  );
  grants.close();
  const bytes = readFileSync(path).toString('latin1');
  for (const secret of secrets) t.notOk(bytes.includes(secret) || bytes.includes(secret.replace('framed_', '')));
  t.end();
});

t.test('what was revoked is not in the file any more, not even as what is left of it', (t) => {
  const path = join(t.testdir(), 'access.db');
  const grants = new Grants(GrantFile.open(path), { clock: systemClock, log: silentLog });
  const { grant } = grants.add({ kind: 'device', name: 'somebody in particular', scope: 'admin' });
  grants.revoke(grant);
  grants.close();
  t.notOk(readFileSync(path).includes('somebody in particular'));
  t.end();
});

t.test("another program's database is not touched", (t) => {
  const path = join(t.testdir(), 'access.db');
  const other = new Database(path);
  other.exec('CREATE TABLE theirs (a)');
  other.close();
  const before = readFileSync(path);
  t.throws(() => GrantFile.open(path), { code: 'access-foreign' });
  t.ok(readFileSync(path).equals(before));
  t.end();
});

t.test(
  'a damaged file is moved aside, and everybody pairs anew; where there can be none, nobody is remembered',
  (t) => {
    const dataFolder = t.testdir({ 'access.db': 'no database, but long enough to look like one'.repeat(100) });
    const lines: string[] = [];
    const log = createLog({ write: (line) => lines.push(line) });
    const open = (folder: string) =>
      openAccess({ dataFolder: folder, clock: systemClock, timers: systemTimers, log, hasGlass: () => false });
    const access = open(dataFolder);
    t.equal(access.isPaired, false);
    access.grants.add({ kind: 'device', name: 'phone', scope: 'admin' });
    access.stop();
    t.match(lines, [/^error .*no longer known: pair every device again .*access\.db\.damaged/]);
    t.same(readdirSync(dataFolder).sort(), ['access.db', 'access.db.damaged']);
    t.equal(open(dataFolder).isPaired, true);

    const nowhere = open(join(dataFolder, 'missing'));
    t.ok(nowhere.grants.add({ kind: 'device', name: 'phone', scope: 'admin' }).secret, 'it works all the same');
    t.match(lines.at(-1), /^error .*cannot be remembered/);
    t.end();
  },
);

t.test('what cannot be written is an error of whoever wants it, and who is known stays known', (t) => {
  const path = join(t.testdir(), 'access.db');
  const grants = new Grants(GrantFile.open(path), { clock: systemClock, log: silentLog });
  const { secret } = grants.add({ kind: 'device', name: 'phone', scope: 'admin' });
  // Somebody has taken the table away: any write fails, whatever the reason.
  const other = new Database(path);
  other.exec('DROP TABLE grants');
  other.close();
  t.throws(() => grants.add({ kind: 'token', name: 'x', scope: 'view' }), { code: 'access-not-writable' });
  const grant = grants.ofSecret(secret);
  t.ok(grant);
  if (grant) t.throws(() => grants.revoke(grant), { code: 'access-not-writable' });
  t.ok(grants.ofSecret(secret), 'nobody is told that it is revoked where it is not');
  t.end();
});

t.test('when somebody was seen is written once an hour, and at the end', (t) => {
  const path = join(t.testdir(), 'access.db');
  let wallMs = 1_000_000;
  const clock = { monotonicMs: () => 0, wallMs: () => wallMs };
  const grants = new Grants(GrantFile.open(path), { clock, log: silentLog });
  const { grant } = grants.add({ kind: 'device', name: 'phone', scope: 'admin' });
  const written = () => GrantFile.open(path).all()[0]?.lastSeenAtMs;
  wallMs += 3_599_999;
  grants.seen(grant);
  t.equal(written(), 1_000_000);
  t.equal(grants.list('device')[0]?.lastSeenAtMs, wallMs, 'but known');
  wallMs += 1;
  grants.seen(grant);
  t.equal(written(), wallMs);
  wallMs += 5000;
  grants.seen(grant);
  grants.close();
  t.equal(written(), wallMs);
  t.end();
});

t.test('of each kind there may be so many; those that expired make room', (t) => {
  let wallMs = 0;
  const clock = { monotonicMs: () => 0, wallMs: () => wallMs };
  const grants = new Grants(GrantFile.open(':memory:'), { clock, log: silentLog });
  const add = () => grants.add({ kind: 'guest', name: 'g', scope: 'view', expiresAtMs: 10 });
  for (let count = 0; count < 200; count++) add();
  t.throws(add, { code: 'too-many-grants' });
  wallMs = 10;
  add();
  t.equal(grants.list('guest').length, 1);
  t.end();
});
