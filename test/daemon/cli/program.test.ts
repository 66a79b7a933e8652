import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import { framed } from './framed.js';

const FIXTURES = join(packageRoot, 'test/fixtures');
const BUNNY = join(FIXTURES, 'bunny-640x480-25fps.mp4');
const LOOP_ZIP = join(FIXTURES, 'loop-format-bunny.zip');
const DEMO = join(packageRoot, 'daemon/demo/demo-320x240.zip');

t.test('every command has a help text, and help is no failure', async (t) => {
  for (const words of [
    ['--help'],
    ...['run', 'status', 'play', 'next', 'brightness', 'list', 'convert', 'inspect', 'firmware', 'doctor'].map(
      (name) => [name, '--help'],
    ),
  ]) {
    const { code, out } = await framed(...words);
    t.equal(code, 0);
    t.match(out, /^Usage: framed/);
  }
});

t.test('the version is that of package.json', async (t) => {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  t.same(await framed('--version'), { code: 0, out: `${version}\n`, err: '' });
});

t.test('what is asked wrongly ends with 2 and says what would be right', async (t) => {
  const wrong: [string[], RegExp][] = [
    [['paly'], /unknown command 'paly'|too many arguments/],
    [['convert', 'a', 'b', '--fit', 'zoom'], /Allowed choices are cover, contain, stretch/],
    [['convert', 'a', 'b', '--size', '320'], /A size is written like 320x240/],
    [['firmware', 'a', 'b', '--dc', 'GPIO25'], /A GPIO is its BCM number, like 25/],
    [['run', '--port', 'x'], /A port is a number from 0 to 65535/],
  ];
  for (const [words, said] of wrong) {
    const { code, err } = await framed(...words);
    t.equal(code, 2, words.join(' '));
    t.match(err, said);
  }
});

t.test('inspect tells what is in a zip, for a person and for a program', async (t) => {
  const forPeople = await framed('inspect', LOOP_ZIP);
  t.equal(forPeople.code, 0);
  t.match(forPeople.out, /320x240, RGB565 big-endian/);
  t.match(forPeople.out, /format\s+LOOP \(1\)/);
  const forPrograms = await framed('inspect', DEMO, '--json');
  t.match(JSON.parse(forPrograms.out), {
    manifest: { version: 2, width: 320, height: 240, kind: 'video', fps: 25 },
    durationMs: 3200,
    damagedFrames: [],
  });
});

t.test('inspect ends with 1 where a frame is damaged, and names it', async (t) => {
  const damaged = join(t.testdir(), 'damaged.zip');
  const bytes = await readFile(LOOP_ZIP);
  // In the middle of the archive are pixels of a stored frame.
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
  await writeFile(damaged, bytes);
  const { code, out } = await framed('inspect', damaged);
  t.equal(code, 1);
  t.match(out, /damaged\s+1 \(\d+\)/);
});

t.test('what is no frame zip is refused in one line, with its code for a program', async (t) => {
  const { code, err } = await framed('inspect', BUNNY);
  t.equal(code, 1);
  t.match(err, /^framed: [^\n]+\n$/);
  const json = await framed('inspect', BUNNY, '--json');
  t.equal(json.code, 1);
  t.match(JSON.parse(json.out).error.code, /^frame-zip-/);
});

t.test('convert makes a zip that inspect believes and play plays', async (t) => {
  const output = join(t.testdir(), 'clip.zip');
  const words = ['convert', BUNNY, output, '--panel', 'gc9a01-240x240', '--length', '1', '--json'];
  const converted = await framed(...words);
  t.equal(converted.code, 0, converted.err);
  t.match(JSON.parse(converted.out), { output, kind: 'video', durationMs: 1000 });

  t.match(JSON.parse((await framed('inspect', output, '--json')).out), {
    manifest: { width: 240, height: 240, fps: 25, originalFilename: 'bunny-640x480-25fps.mp4' },
  });
  const played = await framed('play', output, '--panel', 'gc9a01-240x240', '--frames', '10', '--json');
  t.equal(played.code, 0, played.err);
  t.match(JSON.parse(played.out), { damaged: 0 });
  t.ok(JSON.parse(played.out).presented >= 10);
});

t.test('a conversion that fails leaves the zip that was there, and nothing else', async (t) => {
  const folder = t.testdir({ 'clip.zip': 'precious', 'notes.mp4': 'some text\n' });
  const { code, err } = await framed('convert', join(folder, 'notes.mp4'), join(folder, 'clip.zip'));
  t.equal(code, 1);
  t.match(err, /^framed: "notes\.mp4"/);
  t.same((await readdir(folder)).sort(), ['clip.zip', 'notes.mp4']);
  t.equal(await readFile(join(folder, 'clip.zip'), 'utf8'), 'precious');
});

t.test('a zip for another panel is not played on this one, and the way out is told', async (t) => {
  const { code, err } = await framed('play', DEMO, '--panel', 'st7789-135x240');
  t.equal(code, 1);
  t.match(err, /320x240.*135x240.*framed convert/s);
});

t.test(
  'where it is asked to be strict, a wrong configuration keeps it from starting, with the place of the mistake',
  async (t) => {
    const folder = t.testdir({ 'config.yaml': 'panel:\n  nmae: x\n' });
    const words = ['run', '--strict-config', '--config', join(folder, 'config.yaml'), '--data', join(folder, 'data')];
    const { code, err } = await framed(...words);
    t.equal(code, 2);
    t.match(err, /config\.yaml:2:3: panel\.nmae is not a key that framed knows: did you mean panel\.name\?/);
  },
);
