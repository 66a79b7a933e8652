import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { ScreenKind } from '../../../daemon/protocol/screen.js';
import { framed } from './framed.js';

/** Width and height out of a PNG's IHDR (PNG 3rd edition, 11.2.1). */
async function sizeOf(path: string): Promise<[number, number]> {
  const png = await readFile(path);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

t.test('every kind of status screen is drawn as large as the panel, and all of them on a sheet', async (t) => {
  const out = join(t.testdir(), 'pictures');
  const said = await framed('screens', '--panel', 'st7789-135x240', '--rotation', '90', '--out', out, '--json');
  t.equal(said.code, 0, said.err);
  const { screens, sheet, ...canvas } = JSON.parse(said.out);
  t.same(canvas, { width: 240, height: 135, shape: 'rectangle', language: 'en' });
  t.same(new Set(screens.map(({ kind }: { kind: string }) => kind)), new Set(ScreenKind.options));
  for (const { path } of screens) t.same(await sizeOf(path), [240, 135], path);
  const [width, height] = await sizeOf(sheet);
  t.ok(width > 4 * 240 && height >= Math.ceil(screens.length / 4) * 135, `${width}x${height}`);
  t.equal((await readdir(out)).length, screens.length + 1);
});

t.test('for glass of a size, round or not, and in another language', async (t) => {
  const out = t.testdir();
  const words = ['screens', '--size', '64x64', '--language', 'de', '--out', out];
  const said = await framed(...words, '--round');
  t.match(said, { code: 0, out: /^\d+ screens for 64x64, round, in "de"; all of them: .*sheet\.png\n$/ });
  const german = await readFile(join(out, 'updating.png'));
  await framed(...words, '--language', 'en', '--round');
  t.notOk(german.equals(await readFile(join(out, 'updating.png'))));
});

t.test('what cannot be drawn is told', async (t) => {
  const out = t.testdir();
  t.match(await framed('screens', '--panel', 'st7798', '--out', out), { code: 1, err: /There is no panel "st7798"/ });
  t.match(await framed('screens', '--language', 'tlh', '--out', out), { code: 2, err: /en, de/ });
  t.match(await framed('screens', '--size', '64x64', '--panel', 'ili9341-320x240'), { code: 2, err: /cannot be used/ });
  t.same(await readdir(out), []);
});
