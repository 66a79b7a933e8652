import { join } from 'node:path';
import t from 'tap';
import { framed } from './framed.js';

t.test('the pattern can be had as a frame zip, for any panel', async (t) => {
  const out = join(t.testdir(), 'pattern.zip');
  t.match(await framed('test-pattern', '--panel', 'gc9a01-240x240', '--out', out), { code: 0, err: '' });
  const { manifest, damagedFrames } = JSON.parse((await framed('inspect', out, '--json')).out);
  t.match(manifest, { width: 240, height: 240, frameCount: 60 });
  t.same(damagedFrames, []);
  t.match(await framed('test-pattern', '--out', out), { code: 1, err: /pattern\.zip/ }, 'and never over another file');
});

t.test('it plays, and says what should be seen and what mends it', async (t) => {
  const words = ['--panel', 'ili9341-320x240', '--output', 'virtual', '--seconds', '0.2'];
  const { code, out, err } = await framed('test-pattern', ...words);
  t.equal(code, 0, err);
  t.equal(err, '');
  t.match(out, /^Test pattern for ili9341-320x240 on the virtual panel/);
  t.match(out, /R on red, G on green, B on blue\n.*panel\.color_order: rgb/);
  t.match(out, /an arrow that points up\n.*panel\.rotation/);
});

t.test('on a round panel the border is a circle', async (t) => {
  const words = ['--panel', 'gc9a01-240x240', '--output', 'virtual', '--seconds', '0.1'];
  t.match((await framed('test-pattern', ...words)).out, /thin white circle/);
});
