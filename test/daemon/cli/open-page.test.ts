import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { openPage } from '../../../daemon/cli/open-page.js';

const LINK = 'http://localhost:8080/#sign-in=secret';

t.test('the browser gets the link by a private file, and nobody sees it among the words of a command', async (t) => {
  const folder = t.testdir({});
  const [program, heard] = [join(folder, 'xdg-open'), join(folder, 'heard')];
  // What every user sees of the command, what is in the file, and who may read it.
  writeFileSync(
    program,
    `#!/bin/sh\n{ echo "$@"; cat "$1"; stat -c %a "$1"; } > ${heard}.part; mv ${heard}.part ${heard}\n`,
  );
  chmodSync(program, 0o755);
  const environment = { PATH: `${folder}:${process.env['PATH']}`, DISPLAY: ':0' };
  const close = openPage(LINK, environment);
  t.teardown(close);
  while (!existsSync(heard)) await sleep(10);
  const [words = '', page = '', mode] = readFileSync(heard, 'utf8').trim().split('\n');
  t.notMatch(words, 'secret');
  t.match(page, `content="0;url=${LINK}"`);
  t.equal(mode, '600');
  t.ok(existsSync(words));
  close();
  t.notOk(existsSync(words));
});

t.test('without a desktop, or without its program, nothing happens', (t) => {
  openPage(LINK, {})();
  openPage(LINK, { DISPLAY: ':0', PATH: t.testdir({}) })();
  t.end();
});
