import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import t from 'tap';
import { framed } from './framed.js';

const hasGroff = existsSync('/usr/bin/groff');

t.test('the manual page tells of every command and option', async (t) => {
  const { code, out } = await framed('man', '--date', '2026-01-02');
  t.equal(code, 0);
  t.match(out, /^\.TH FRAMED 1 2026\\-01\\-02 "framed \d/);
  const help = (await framed('--help')).out;
  const words = [...help.matchAll(/^ {2}([a-z][a-z-]+)/gm)].map(([, word = '']) => word);
  t.ok(words.length > 20);
  for (const word of words) t.ok(out.includes(`.SS framed ${word.replaceAll('-', '\\-')} `), word);
  t.match(out, /\.B \\-\\-fade <seconds>/);
});

t.test('groff reads it without a word of warning, and shows what was written', { skip: !hasGroff }, async (t) => {
  const { out } = await framed('man');
  const { stdout, stderr, status } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-cbou'], {
    input: out,
    encoding: 'utf8',
  });
  t.equal(status, 0);
  t.equal(stderr, '');
  t.match(stdout, /brightness \[options\] \[percent\]/);
  t.match(stdout, /EXIT STATUS/);
  t.match(execFileSync('groff', ['-man', '-Tutf8'], { input: out, encoding: 'utf8' }), /framed/);
});
