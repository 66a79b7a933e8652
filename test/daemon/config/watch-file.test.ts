import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { FileWatch } from '../../../daemon/config/watch-file.js';
import { ManualTimers } from '../control/manual-timers.js';

/** A watch whose looks and delays the test makes; what the file system tells by itself only makes them come sooner. */
async function watching(t: Test, path: string) {
  const timers = new ManualTimers();
  let changes = 0;
  const watch = new FileWatch({ paths: [path], timers, onChange: () => changes++ });
  t.teardown(() => watch.stop());
  await watch.start();
  /** Looks, lets the time pass, and tells how often a change was told. */
  const told = async (ms = 250) => {
    changes = 0;
    await watch.look();
    timers.advance(ms);
    return changes;
  };
  return { watch, timers, told };
}

t.test('an edit is told once, and nothing is told without one', async (t) => {
  const path = join(t.testdir({ 'c.yaml': 'a: 1\n' }), 'c.yaml');
  const { told } = await watching(t, path);
  t.equal(await told(), 0);
  await writeFile(path, 'a: 22\n');
  t.equal(await told(), 1);
  t.equal(await told(), 0);
});

t.test('a burst of edits is told when it is over', async (t) => {
  const path = join(t.testdir({ 'c.yaml': 'a: 1\n' }), 'c.yaml');
  const { told } = await watching(t, path);
  for (const text of ['a: 22\n', 'a: 333\n', 'a: 4444\n']) {
    await writeFile(path, text);
    t.equal(await told(100), 0);
  }
  t.equal(await told(), 1);
});

t.test('a file in the place of the old one, as editors put it, is an edit', async (t) => {
  const folder = t.testdir({ 'c.yaml': 'a: 1\n' });
  const { told } = await watching(t, join(folder, 'c.yaml'));
  await writeFile(join(folder, '.c.yaml.swp'), 'a: 2\n');
  t.equal(await told(), 0);
  await rename(join(folder, '.c.yaml.swp'), join(folder, 'c.yaml'));
  t.equal(await told(), 1);
});

t.test('a file that was cut to nothing is given time to be written', async (t) => {
  const path = join(t.testdir({ 'c.yaml': 'a: 1\n' }), 'c.yaml');
  const { told } = await watching(t, path);
  await writeFile(path, '');
  t.equal(await told(), 0);
  await writeFile(path, 'a: 2\n');
  t.equal(await told(), 1);
  await writeFile(path, '');
  t.equal(await told(2500), 1);
});

t.test('a file may come later, with its folder, go, and come again', async (t) => {
  const folder = join(t.testdir(), 'later');
  const path = join(folder, 'c.yaml');
  const { told } = await watching(t, path);
  t.equal(await told(), 0);
  await mkdir(folder);
  await writeFile(path, 'a: 1\n');
  t.equal(await told(), 1);
  await rm(folder, { recursive: true });
  t.equal(await told(), 1);
  await mkdir(folder);
  await writeFile(path, 'a: 1\n');
  t.equal(await told(), 1);
});

t.test('of a link, the file that it leads to counts, and where it leads', async (t) => {
  const folder = t.testdir({ one: { 'c.yaml': 'a: 1\n' }, two: { 'c.yaml': 'a: 1\n' } });
  const link = join(folder, 'c.yaml');
  await symlink(join(folder, 'one/c.yaml'), link);
  const { told } = await watching(t, link);
  await writeFile(join(folder, 'one/c.yaml'), 'a: 22\n');
  t.equal(await told(), 1);
  await symlink(join(folder, 'two/c.yaml'), join(folder, 'new'));
  await rename(join(folder, 'new'), link);
  t.equal(await told(), 1);
  await writeFile(join(folder, 'two/c.yaml'), 'a: 22\n');
  t.equal(await told(), 1);
});

t.test('a watch that was stopped tells nothing more', async (t) => {
  const path = join(t.testdir({ 'c.yaml': 'a: 1\n' }), 'c.yaml');
  const { watch, timers, told } = await watching(t, path);
  await writeFile(path, 'a: 22\n');
  await told(0);
  watch.stop();
  watch.stop();
  t.equal(await told(10_000), 0);
  t.equal(timers.pending, 0);
});
