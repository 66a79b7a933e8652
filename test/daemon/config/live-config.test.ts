import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { LastGoodCopy } from '../../../daemon/config/last-good.js';
import { LiveConfig, type LiveConfigOptions } from '../../../daemon/config/live-config.js';
import { Config } from '../../../daemon/config/schema.js';
import { createLog } from '../../../daemon/log.js';
import { ManualTimers } from '../control/manual-timers.js';

function setUp(t: Test, text: string | undefined, options: Partial<LiveConfigOptions> = {}) {
  const folder = t.testdir(text === undefined ? {} : { 'config.yaml': text });
  const path = join(folder, 'config.yaml');
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const lastGood = new LastGoodCopy(join(folder, 'data', 'last-good.json'));
  const open = () => new LiveConfig({ path, lastGood, log, ...options });
  const live = open();
  t.teardown(() => live.stop());
  return { folder, path, lines, live, open, edit: (to: string) => writeFile(path, to) };
}

t.test('without a file the defaults hold, with the words of the command line over them', async (t) => {
  const { live, folder } = setUp(t, undefined, { path: undefined, overrides: { 'http.port': 81, 'panel.name': 'x' } });
  await live.load();
  t.match(live.current, { http: { port: 81 }, panel: { name: 'x' }, name: 'framed' });
  t.equal(live.path, undefined);
  t.equal(live.revision, 'none');
  t.equal(live.problem, undefined);
  t.ok(folder);
});

t.test('a good edit becomes current and is told, with what held before', async (t) => {
  const { live, edit } = setUp(t, 'name: one\n');
  await live.load();
  const heard: [string, string][] = [];
  const end = live.on((next, previous) => heard.push([next.name, previous.name]));
  const { revision } = live;
  await edit('name: two\n');
  await live.reload();
  t.equal(live.current.name, 'two');
  t.not(live.revision, revision);
  end();
  await edit('name: three\n');
  await live.reload();
  t.same(heard, [['two', 'one']]);
});

t.test('an edit that changes nothing but words is not told as a change', async (t) => {
  const { live, edit } = setUp(t, 'name: one\n');
  await live.load();
  live.on(() => t.fail('nothing changed'));
  let told = 0;
  live.onStatus(() => told++);
  await edit('# a comment\nname: one\n');
  await live.reload();
  await live.reload();
  t.equal(told, 1);
});

t.test('a bad edit leaves what holds, and is told with its place until it is mended', async (t) => {
  const { live, path, lines, edit } = setUp(t, 'name: one\n');
  await live.load();
  await edit('name: two\nhttp:\n  prot: 80\n');
  await live.reload();
  t.equal(live.current.name, 'one');
  t.match(live.problem, {
    code: 'config-invalid',
    path,
    inForce: 'current',
    faults: [{ line: 3, column: 3, key: 'http.prot' }],
  });
  t.equal(live.problem?.message, `${path}:3:3: http.prot is not a key that framed knows: did you mean http.port?`);
  t.ok(lines.some((line) => line.includes('config.yaml:3:3: http.prot')));
  await edit('name: two\n');
  await live.reload();
  t.equal(live.problem, undefined);
  t.equal(live.current.name, 'two');
});

t.test('a bad file at start: the last good copy holds, and says so', async (t) => {
  const { live, open, edit } = setUp(t, 'name: good\n');
  await live.load();
  await edit('name: [\n');
  const next = open();
  await next.load();
  t.equal(next.current.name, 'good');
  t.equal(next.problem?.inForce, 'last-good');
  await edit('name: better\n');
  await next.reload();
  t.equal(next.current.name, 'better');
  t.equal(next.problem, undefined);
});

t.test('a bad file at start, and no copy: the defaults hold, and the words of the command line', async (t) => {
  const { live } = setUp(t, 'name: 7\n', { overrides: { 'http.port': 0 } });
  await live.load();
  t.same(live.current, Config.parse({ http: { port: 0 } }));
  t.match(live.problem, { inForce: 'defaults', faults: [{ line: 1, column: 7 }] });
});

t.test('a bad file at start is refused where that is asked for', async (t) => {
  const { live } = setUp(t, 'nmae: x\n');
  await t.rejects(live.load({ strict: true }), { code: 'config-invalid' });
});

t.test('a file that was asked for and is not there is a problem, not the end', async (t) => {
  const { live, path, edit } = setUp(t, undefined);
  await live.load();
  t.match(live.problem, { code: 'config-missing', path, inForce: 'defaults' });
  await edit('name: there\n');
  await live.reload();
  t.equal(live.current.name, 'there');
  t.equal(live.problem, undefined);
});

t.test('a file that goes leaves what it said', async (t) => {
  const { live, path } = setUp(t, 'name: one\n');
  await live.load();
  await rm(path);
  await live.reload();
  t.equal(live.current.name, 'one');
  t.match(live.problem, { code: 'config-missing', inForce: 'current' });
});

t.test('what is taken up by the next start only is listed, until it is taken back', async (t) => {
  const { live, edit } = setUp(t, 'http: { port: 80 }\n');
  await live.load();
  t.same(live.restartNeeded, []);
  await edit('http: { port: 81, host: "::" }\nname: x\n');
  await live.reload();
  t.same(live.restartNeeded, ['http.host', 'http.port']);
  await edit('name: x\nhttp: { port: 80 }\n');
  await live.reload();
  t.same(live.restartNeeded, []);
});

t.test('a listener that throws keeps nobody else from hearing', async (t) => {
  const { live, lines, edit } = setUp(t, 'name: one\n');
  await live.load();
  const heard: string[] = [];
  live.on(() => {
    throw new Error('not today');
  });
  live.on(({ name }) => heard.push(name));
  await edit('name: two\n');
  await live.reload();
  t.same(heard, ['two']);
  t.ok(lines.some((line) => line.includes('not today')));
});

t.test('a watched file is followed: its edits, its renaming, its coming and going', async (t) => {
  const { live, edit } = setUp(t, 'name: one\n');
  await live.load();
  const timers = new ManualTimers();
  await live.watch(timers);
  const changed = new Promise<string>((resolve) => live.on(({ name }) => resolve(name)));
  await edit('name: two\n');
  const pump = setInterval(() => timers.advance(250), 5);
  t.teardown(() => clearInterval(pump));
  t.equal(await changed, 'two');
});
