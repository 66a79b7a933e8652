import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { authorityPath, createAuthority } from '../../../daemon/certificates/authority.js';
import { Certificates } from '../../../daemon/certificates/certificates.js';
import { currentLeaf } from '../../../daemon/certificates/leaf.js';
import { createLog } from '../../../daemon/log.js';

const run = promisify(execFile);

const NAMES = { dns: ['localhost', 'kitchen.local', 'frame.lan'], ips: ['127.0.0.1', '::1', '192.168.1.7'] };
const DAY_MS = 24 * 60 * 60 * 1000;

function open(t: Test, { nowMs = Date.now(), folder = join(t.testdir({}), 'https') } = {}) {
  const lines: string[] = [];
  const time = { nowMs };
  const clock = { monotonicMs: () => 0, wallMs: () => time.nowMs };
  const log = createLog({ write: (line) => lines.push(line) });
  const make = () => new Certificates({ folder, machine: 'kitchen', clock, log });
  return { folder, time, lines, make, certificates: make() };
}

/** What openssl, which shares no code with what made them, says of a chain. */
async function verify(folder: string, authority: string, leaf: string): Promise<string> {
  const [ca, crt] = [join(folder, 'ca.pem'), join(folder, 'leaf.pem')];
  writeFileSync(ca, authority);
  writeFileSync(crt, leaf);
  const { stdout, stderr } = await run('openssl', [
    'verify',
    '-x509_strict',
    '-purpose',
    'sslserver',
    '-CAfile',
    ca,
    crt,
  ]).catch((error) => error);
  return `${stdout}${stderr}`;
}

t.test('a browser that trusts the authority gets a certificate for each of the names', async (t) => {
  const { certificates, folder, lines } = open(t);
  const { certificate, key, authority, missing } = await certificates.current(NAMES);
  t.same(missing, []);
  t.match(await verify(folder, authority?.toString() ?? '', certificate), /: OK/);
  const server = createServer({ cert: certificate, key }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  for (const name of [...NAMES.dns, ...NAMES.ips]) {
    const socket = connect({ port, host: '127.0.0.1', servername: '', ca: authority?.toString() });
    await once(socket, 'secureConnect');
    const read = new X509Certificate(socket.getPeerCertificate().raw);
    t.ok(read.checkHost(name) ?? read.checkIP(name), name);
    socket.destroy();
  }
  t.match(lines.join(), new RegExp(`made an authority.*fingerprint=${authority?.fingerprint256}`));
});

t.test('the authority can speak for nothing beyond the local network', async (t) => {
  const { folder } = open(t);
  const authority = await createAuthority(folder, 'kitchen', ['frame.lan']);
  const outside = [
    { dns: ['localhost', 'bank.com'], ips: [] },
    { dns: ['frame.lan.evil.com'], ips: [] },
    { dns: ['localhost'], ips: ['203.0.113.5'] },
    { dns: ['localhost'], ips: ['172.32.0.1'] },
    { dns: ['localhost'], ips: ['2001:db8::7'] },
  ];
  for (const names of outside) {
    const { certificate } = await currentLeaf(folder, authority, names, Date.now());
    t.match(await verify(folder, authority.certificate, certificate), /permitted subtree violation/, names);
  }
  const inside = [
    { dns: ['a.b.local', 'sub.frame.lan'], ips: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '169.254.1.1'] },
    { dns: ['localhost'], ips: ['fd12:3456::1', '::1', '100.64.0.1', '192.168.255.255'] },
  ];
  for (const names of inside) {
    const { certificate } = await currentLeaf(folder, authority, names, Date.now());
    t.match(await verify(folder, authority.certificate, certificate), /: OK/, names);
  }
});

t.test('keys are for framed alone', async (t) => {
  const { certificates, folder } = open(t);
  await certificates.current(NAMES);
  t.equal(statSync(folder).mode & 0o777, 0o700);
  t.same(readdirSync(folder).sort(), ['authority.json', 'leaf.json']);
  for (const file of readdirSync(folder)) t.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
});

t.test(
  'after a start both are as before, and other names take another certificate of the same authority',
  async (t) => {
    const { certificates, folder, make } = open(t);
    const first = await certificates.current(NAMES);
    t.equal((await certificates.current(NAMES)).certificate, first.certificate);
    const later = make();
    t.equal((await later.current(NAMES)).certificate, first.certificate);
    const moved = await later.current({ ...NAMES, ips: ['127.0.0.1', '192.168.1.8'] });
    t.not(moved.certificate, first.certificate);
    t.equal(moved.authority?.fingerprint256, first.authority?.fingerprint256);
    t.match(await verify(folder, first.authority?.toString() ?? '', moved.certificate), /: OK/);
  },
);

t.test('a certificate is renewed before it ends, and after a clock that was wrong has been set', async (t) => {
  const { certificates, time } = open(t);
  const first = await certificates.current(NAMES);
  time.nowMs += 350 * DAY_MS;
  t.equal((await certificates.current(NAMES)).certificate, first.certificate);
  time.nowMs += 10 * DAY_MS;
  const renewed = await certificates.current(NAMES);
  t.not(renewed.certificate, first.certificate);
  t.ok(Date.parse(new X509Certificate(renewed.certificate).validTo) > time.nowMs + 300 * DAY_MS);
  time.nowMs = Date.parse('2021-01-01T00:00:00Z');
  const past = await certificates.current(NAMES);
  t.ok(Date.parse(new X509Certificate(past.certificate).validFrom) < time.nowMs);
  t.equal(past.authority?.fingerprint256, first.authority?.fingerprint256);
});

t.test('a name that came after the authority is left out, and told', async (t) => {
  const { certificates } = open(t);
  await certificates.current(NAMES);
  const { missing, names } = await certificates.current({ ...NAMES, dns: [...NAMES.dns, 'new.lan', 'other.local'] });
  t.same(missing, ['new.lan']);
  t.same(names.dns, ['localhost', 'kitchen.local', 'frame.lan', 'other.local']);
});

t.test(
  'a damaged authority is not replaced behind the back of those who trust it; a damaged certificate is',
  async (t) => {
    const { certificates, folder, make } = open(t);
    const { authority } = await certificates.current(NAMES);
    writeFileSync(join(folder, 'leaf.json'), '{');
    t.equal((await make().current(NAMES)).authority?.fingerprint256, authority?.fingerprint256);
    writeFileSync(authorityPath(folder), readFileSync(authorityPath(folder)).subarray(0, 100));
    await t.rejects(make().current(NAMES), {
      code: 'https-authority-damaged',
      message: /authority\.json is damaged; remove it/,
    });
  },
);

t.test('somebody else’s certificate is taken as it is, and refused where it cannot be', async (t) => {
  const { certificates, folder } = open(t);
  const { certificate, key } = await certificates.current(NAMES);
  const other = await createAuthority(join(folder, 'other'), 'other', []);
  const root = t.testdir({ 'a.crt': certificate, 'a.key': key, 'b.key': other.key, 'c.txt': 'no certificate' });
  const clock = { monotonicMs: () => 0, wallMs: () => Date.now() };
  const log = createLog({ write: () => {} });
  const own = (crt: string, pem: string) =>
    new Certificates({
      folder,
      own: { certificate: join(root, crt), key: join(root, pem) },
      machine: 'kitchen',
      clock,
      log,
    }).current(NAMES);
  t.match(await own('a.crt', 'a.key'), { certificate, key, missing: [] });
  t.equal((await own('a.crt', 'a.key')).authority, undefined);
  await t.rejects(own('a.crt', 'b.key'), {
    code: 'https-certificate-invalid',
    message: /b\.key is not the key of .*a\.crt/,
  });
  await t.rejects(own('c.txt', 'a.key'), { code: 'https-certificate-invalid', message: /c\.txt is not a certificate/ });
  await t.rejects(own('a.crt', 'c.txt'), { code: 'https-certificate-invalid', message: /c\.txt is not a private key/ });
  await t.rejects(own('gone.crt', 'a.key'), {
    code: 'https-certificate-unreadable',
    message: /gone\.crt cannot be read/,
  });
});
