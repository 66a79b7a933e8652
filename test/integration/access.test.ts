import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { framed } from '../daemon/cli/framed.js';
import { cookieOf } from '../daemon/http/locked-server.js';
import { DaemonProcess } from './daemon-process.js';

/** Its own words, without what they end with. */
const LINK = /Open (http:\S+\/)#sign-in=(\S+)/;

/** Not tap's own folder: the path of a socket may have 107 bytes. */
function dataFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'framed-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const WORDS = ['--output', 'virtual', '--host', '127.0.0.1'];

t.test(
  'the link that framed run prints signs a browser in, for good; no secret is in the log or a backup',
  async (t) => {
    const data = dataFolder(t);
    const options = { data, login: 'required', words: WORDS, waitFor: LINK } as const;
    let daemon = await DaemonProcess.start(options);
    t.teardown(() => daemon.stop());
    const { url } = daemon;
    const [, , secret = ''] = LINK.exec(daemon.lines.join('\n')) ?? [];
    const state = (headers: Record<string, string> = {}) => fetch(`${daemon.url}api/state`, { headers });
    t.equal((await state()).status, 401);
    const origin = new URL(url).origin;
    const signedIn = await fetch(`${url}api/access/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ secret }),
    });
    t.equal(signedIn.status, 204);
    const cookie = cookieOf(signedIn);
    t.equal((await state(cookie)).status, 200);

    const socket = join(data, 'framed.sock');
    const { out: token } = await framed('token', 'create', 'script', '--socket', socket);
    const bearer = { Authorization: `Bearer ${token.trim()}` };
    t.equal((await state(bearer)).status, 200);
    await fetch(`${url}api/access?secret=${secret}`, { headers: bearer });

    const backup = join(data, 'backup.tar');
    t.equal((await framed('backup', backup, '--originals', '--socket', socket)).code, 0);
    const names = execFileSync('tar', ['-tf', backup], { encoding: 'utf8' });
    t.notMatch(names, /access/);
    const held = Buffer.concat([readFileSync(backup), Buffer.from((await framed('logs', '--socket', socket)).out)]);
    const others = daemon.lines.filter((line) => !LINK.test(line)).join('\n');
    for (const one of [secret, cookie.Cookie.replace('framed=', ''), token.trim()]) {
      t.ok(one.length > 40);
      t.notOk(held.includes(one), 'in the backup, or the log that it keeps');
      t.notOk(others.includes(one), 'in what it says');
    }

    t.equal((await framed('restore', backup, '--socket', socket)).code, 0);
    t.equal(await daemon.stop(), 0);
    daemon = await DaemonProcess.start(options);
    t.equal((await state(cookie)).status, 200, 'after a restart, and with another library');
    t.equal((await state(bearer)).status, 200);
  },
);

t.test('a service does not write a link into the journal', async (t) => {
  const data = dataFolder(t);
  const environment = { NOTIFY_SOCKET: join(data, 'nobody-listens') };
  const daemon = await DaemonProcess.start({ data, login: 'required', words: WORDS, environment });
  t.teardown(() => daemon.stop());
  t.equal(new URL(daemon.url).hash, '');
  t.notMatch(daemon.lines.join('\n'), /sign-in=/);
});
