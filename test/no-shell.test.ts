import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../daemon/package-root.js';

/** Who starts programs, and which: every other place asks one of these. */
const STARTS_PROGRAMS = [
  'daemon/cli/logs.ts',
  'daemon/cli/open-page.ts',
  'daemon/convert/confined-child.ts',
  'daemon/convert/ffmpeg.ts',
  'daemon/convert/idle-scheduling.ts',
  'daemon/convert/media-tools.ts',
  'daemon/convert/sandbox.ts',
  'daemon/health/power.ts',
  'daemon/schedule/clock-judge.ts',
];

const sources = ['daemon', 'display'].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      file: join(folder, file),
      text: readFileSync(join(packageRoot, folder, file), 'utf8'),
    })),
);

t.test('few files start programs, and what reads a stranger’s file is started by one of them', (t) => {
  const starting = sources.filter(({ text }) => /'(node:)?child_process'/.test(text)).map(({ file }) => file);
  t.same(starting.sort(), STARTS_PROGRAMS);
  const inConvert = sources.filter(({ file }) => file.startsWith('daemon/convert/'));
  const spawning = inConvert.filter(({ text }) => /\bspawn\(/.test(text)).map(({ file }) => file);
  t.same(spawning, ['daemon/convert/confined-child.ts']);
  t.end();
});

t.test('no command is put together for a shell', (t) => {
  for (const { file, text } of sources) {
    if (!STARTS_PROGRAMS.includes(file)) continue;
    t.notMatch(text, /\bshell: |(?<![.\w])(exec|execSync)\(/, file);
  }
  t.end();
});

t.test('the one shell there is gets a text that nothing is put into', (t) => {
  const withShell = sources.filter(({ text }) => /'\/bin\/sh'/.test(text)).map(({ file }) => file);
  t.same(withShell.sort(), ['daemon/convert/program-limits.ts', 'daemon/convert/sandbox.ts']);
  const text = sources.find(({ file }) => file === 'daemon/convert/program-limits.ts')?.text ?? '';
  const [, script = ''] = /^const LIMIT =\n((?:.|\n)*?)^const RUN = '[^']*';$/m.exec(text) ?? [];
  t.match(script, /ulimit/);
  t.notMatch(script, /\$\{/);
  t.end();
});
