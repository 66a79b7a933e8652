import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { framed } from '../daemon/cli/framed.js';
import { DaemonProcess } from './daemon-process.js';
import { getState } from './rest-client.js';

const FIXTURES = join(packageRoot, 'test/fixtures');
const FRAMED = join(packageRoot, 'dist/daemon/main.js');

// Not tap's own folder: the path of a socket may have 107 bytes.
const folder = mkdtempSync(join(tmpdir(), 'framed-'));
const daemon = await DaemonProcess.start({ data: join(folder, 'data'), words: ['--output', 'virtual'] });
const socket = join(folder, 'data', 'framed.sock');
t.teardown(async () => {
  await daemon.stop();
  rmSync(folder, { recursive: true, force: true });
});
const ask = (word: string, ...words: string[]) => framed(word, '--socket', socket, ...words);

/** Pictures of one pixel, so that converting them takes no time. */
const RED_GIF = Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
const BLUE_GIF = Buffer.from('R0lGODlhAQABAIAAAAAA/wAAACwAAAAAAQABAAACAkQBADs=', 'base64');

const trip = join(folder, 'trip');
mkdirSync(trip);
writeFileSync(join(trip, 'Red.gif'), RED_GIF);
writeFileSync(join(trip, 'notes.txt'), 'left out, since nobody named it');
writeFileSync(join(folder, 'blue.gif'), BLUE_GIF);

t.test('files and folders are added and can be played, told about and removed by their names', async (t) => {
  const added = await ask('add', trip, join(folder, 'blue.gif'));
  t.same(added, { code: 0, out: `${trip}/Red.gif added\n${folder}/blue.gif added\n`, err: '' });

  const again = await ask('add', join(trip, 'Red.gif'), '--json');
  const { clips } = JSON.parse((await ask('list', '--json')).out);
  t.match(JSON.parse(again.out), [{ known: true, clipId: clips[0].id }]);

  t.equal((await ask('play', 'RED')).code, 0);
  while ((await getState(daemon.url)).player.now?.clipId !== clips[0].id) await sleep(50);
  t.match((await ask('status')).out, /^plays +Red\.gif, 0:0\d of 0:10/m);

  t.equal((await ask('remove', 're', 'nothing')).code, 1, 'where one name is wrong none is removed');
  t.same(await ask('remove', 're', 'blue'), { code: 0, out: 'Red.gif removed\nblue.gif removed\n', err: '' });
  t.same(JSON.parse((await ask('list', '--json')).out).clips, []);
});

t.test('what cannot be converted is told, and the rest is added', async (t) => {
  const { code, out, err } = await ask('add', join(trip, 'notes.txt'), join(trip, 'Red.gif'));
  t.equal(code, 1);
  t.match(err, /^framed: .*notes\.txt: .+\n$/);
  t.equal(out, `${trip}/Red.gif added\n`);
  await ask('remove', 'red');
});

t.test('Ctrl-C takes back what is under way, and says what was not sent', async (t) => {
  const files = [join(FIXTURES, 'bunny-640x480-25fps.mp4'), join(trip, 'Red.gif')];
  const child = spawn(process.execPath, [FRAMED, 'add', '--socket', socket, ...files]);
  const said = gather(child);
  while (Object.values((await getState(daemon.url)).jobs).every(({ name }) => !name.startsWith('bunny')))
    await sleep(20);
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  t.equal(code, 130);
  t.match(said(), /bunny-640x480-25fps\.mp4: cancelled; nothing of it was kept\n.*1 file was not sent/s);
  const { jobs, clips } = await getState(daemon.url);
  t.equal(Object.values(jobs).find(({ name }) => name.startsWith('bunny'))?.stage, 'cancelled');
  t.same(clips, {});
});

t.test('a backup is written while framed plays, and restored, and that is taken back', async (t) => {
  const file = join(folder, 'backup.tar');
  await ask('add', join(trip, 'Red.gif'));
  const backup = await ask('backup', file, '--originals', '--json');
  t.equal(backup.code, 0, backup.err);
  t.match(JSON.parse(backup.out), { file, bytes: Number });
  t.equal(statSync(file).mode & 0o777, 0o600);
  t.match(await ask('backup', file), { code: 1, err: /is there already; give another name, or --force/ });

  await ask('remove', 'red');
  await ask('add', join(folder, 'blue.gif'));
  const restored = await ask('restore', file);
  t.equal(restored.code, 0, restored.err);
  t.match(
    restored.out,
    /^Restored: 1 clip, 0 playlists\.\nThe library before is in .*replaced\. framed restore --undo/,
  );
  t.match((await ask('list')).out, /Red\.gif/, 'framed is back when the command ends');

  t.match(await ask('restore', '--undo'), { code: 0, out: /^The library before is back/ });
  t.match((await ask('list')).out, /blue\.gif/);
  t.same(await ask('restore', '--forget'), { code: 0, out: '', err: '' });
  t.match(await ask('restore', '--undo'), { code: 1, err: /There is no library that was replaced/ });
  t.match(await ask('restore', join(trip, 'notes.txt')), { code: 1, err: /The backup is not whole/ });
  t.match((await ask('list')).out, /blue\.gif/, 'what is no backup changes nothing');
  t.equal(daemon.child.exitCode, null, 'all in one process');
});

t.test('the log of the daemon is told by it', async (t) => {
  const { code, out } = await ask('logs');
  t.equal(code, 0);
  t.match(out, /first frame on the glass/);
});

function gather(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (text += piece));
  return () => text;
}
