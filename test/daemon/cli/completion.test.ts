import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import { framed } from './framed.js';
import { exampleClip, startLocalDaemon } from './local-daemon.js';

const run = promisify(execFile);
const hasShell = (name: string) => ['/bin', '/usr/bin'].some((folder) => existsSync(join(folder, name)));

const CLIPS = {
  clips: [exampleClip('a', 'Beach at dusk'), exampleClip('b', 'beagle'), exampleClip('c', 'It\'s $(touch "x")')],
  playlists: [{ id: 'evening', name: 'Evening', entries: [] }],
};

/** What bash offers after these words, the last of which is being typed. */
async function startBash(t: Test) {
  const { socketPath } = await startLocalDaemon(t, CLIPS);
  const folder = t.testdir({ films: { 'a.mp4': '' }, 'film one.mp4': '' });
  const command = join(folder, 'framed');
  const main = join(packageRoot, 'dist/daemon/main.js');
  writeFileSync(command, `#!/bin/sh\nexec ${process.execPath} ${main} "$@"\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'completion.bash'), (await framed('completion', 'bash')).out);
  const script =
    'source ./completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _framed; IFS=$\'\\n\'; echo "$' +
    '{COMPREPLY[*]}"';
  return async (...words: string[]) => {
    const environment = { ...process.env, FRAMED_SOCKET: socketPath, LC_ALL: 'C.UTF-8' };
    const { stdout, stderr } = await run('bash', ['--norc', '-c', script, 'bash', command, ...words], {
      cwd: folder,
      env: environment,
    });
    t.equal(stderr, '');
    return stdout.split('\n').filter((line) => line !== '');
  };
}

t.test('bash completes commands, options, values and names', { skip: !hasShell('bash') }, async (t) => {
  const complete = await startBash(t);
  t.same(await complete('br'), ['brightness']);
  t.ok((await complete('')).includes('status'));
  t.notOk((await complete('')).includes('complete'), 'what is for scripts only is not offered');
  t.same(await complete('add', '--no'), ['--no-wait']);
  t.same(await complete('convert', '--fit', 'c'), ['cover', 'contain']);
  t.same(await complete('run', '--panel', 'gc9a01'), ['gc9a01-240x240']);
  t.same(await complete('completion', 'z'), ['zsh']);
  t.same((await complete('add', 'film')).sort(), ['film one.mp4', 'films']);
  t.same(await complete('run', '--data', 'film'), ['films']);
  t.same(await complete('brightness', ''), []);
  t.ok((await complete('config', '')).includes('check'), 'and the words of a command that has its own');
  t.same(await complete('config', 'ge'), ['get']);
});

t.test(
  'bash completes the names of clips and playlists, however they are written',
  { skip: !hasShell('bash') },
  async (t) => {
    const complete = await startBash(t);
    t.same(await complete('play', 'ev'), ['Evening']);
    t.same(await complete('remove', 'ev'), [], 'a playlist is no clip');
    t.same((await complete('remove', 'BEA')).sort(), ['Beach\\ at\\ dusk', 'beagle']);
    t.same(await complete('remove', 'beagle', 'Beach\\ a'), ['Beach\\ at\\ dusk']);
    t.same(await complete('play', '"beach'), ['Beach at dusk'], 'a quote that was begun stays');
    t.same(await complete('play', 'it'), ['It\\\'s\\ \\$\\(touch\\ \\"x\\"\\)'], 'nothing in a name is obeyed');
  },
);

t.test('where no framed runs, no names are offered and nothing is said', { skip: !hasShell('bash') }, async (t) => {
  const complete = await startBash(t);
  process.env['FRAMED_SOCKET'] = '/nowhere';
  t.teardown(() => {
    delete process.env['FRAMED_SOCKET'];
  });
  t.same(await framed('complete', 'clips'), { code: 0, out: '', err: '' });
  t.same(await complete('sta'), ['status']);
});

for (const shell of ['bash', 'zsh', 'fish']) {
  t.test(`the script for ${shell} names every command, and is one`, async (t) => {
    const { code, out } = await framed('completion', shell);
    t.equal(code, 0);
    for (const word of ['status', 'brightness', 'play', '--fade', 'complete clips-and-playlists']) {
      t.ok(out.includes(shell === 'fish' ? word.replace(/^--/, '') : word.replace('complete ', '')), word);
    }
    const path = join(t.testdir(), `framed.${shell}`);
    writeFileSync(path, out);
    if (hasShell(shell)) await run(shell, ['-n', path]);
  });
}
