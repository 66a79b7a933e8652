import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { terminalQr } from '../../../daemon/cli/access/terminal-qr.js';

const hasReader = existsSync('/usr/bin/zbarimg');
const LINK = 'http://192.168.178.123:8080/#code=012345';
const MODULE_PX = 6;

t.test('a reader of codes reads what the terminal shows', { skip: !hasReader }, (t) => {
  const lines = terminalQr(LINK)
    .trimEnd()
    .split('\n')
    .map((line) => [...line].filter((letter) => ' ▀▄█'.includes(letter)).join(''));
  // What a terminal draws of it: each character two modules, one above the other.
  const rows = lines.flatMap((line) => [
    [...line].map((block) => '▀█'.includes(block)),
    [...line].map((block) => '▄█'.includes(block)),
  ]);
  const path = join(t.testdir(), 'terminal.pgm');
  writeFileSync(path, portableGraymap(rows));
  const read = execFileSync('zbarimg', ['--raw', '-q', path], { encoding: 'utf8' });
  t.equal(read.trim(), LINK);
  t.end();
});

function portableGraymap(rows: readonly (readonly boolean[])[]): string {
  const scaled = rows.flatMap((row) => {
    const line = row.flatMap((isDark) => Array<string>(MODULE_PX).fill(isDark ? '0' : '255')).join(' ');
    return Array<string>(MODULE_PX).fill(line);
  });
  return `P2\n${(rows[0]?.length ?? 0) * MODULE_PX} ${scaled.length}\n255\n${scaled.join('\n')}\n`;
}
