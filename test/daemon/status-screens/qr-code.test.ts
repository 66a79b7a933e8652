import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { layOut } from '../../../daemon/status-screens/layout.js';
import { MIN_MODULE_PX, modulePxIn, QUIET_MODULES, qrCode } from '../../../daemon/status-screens/qr-code.js';
import { renderScreen } from '../../../daemon/status-screens/render-screen.js';
import type { Canvas } from '../../../daemon/status-screens/safe-area.js';
import type { StatusScreen } from '../../../daemon/status-screens/status-screen.js';
import { unpackRgb565 } from '../../../display/pixels.js';
import { ADDRESSES, describeCanvas, everyCanvas } from './every-screen.js';

const run = promisify(execFile);
const hasZbar = await run('zbarimg', ['--version']).then(
  () => true,
  () => false,
);
const canvases = await everyCanvas();
const [, address] = ADDRESSES;
if (address?.kind !== 'network') throw new Error('an address in a network is wanted');
const welcome: StatusScreen = { kind: 'welcome', name: 'framed', address };

t.test('a module is a whole number of pixels, at least two, on a tile with a quiet zone of four modules', (t) => {
  for (const canvas of canvases) {
    const qr = layOut(welcome, canvas, 'en').find((placed) => placed.kind === 'qr');
    if (qr?.kind !== 'qr') return t.fail(`${describeCanvas(canvas)} has no code`);
    const { code, modulePx } = qr.item;
    t.ok(Number.isInteger(modulePx) && modulePx >= MIN_MODULE_PX);
    const pixels = renderScreen({ screen: welcome, canvas, language: 'en' });
    let wrong = 0;
    for (let y = 0; y < qr.box.height; y++) {
      for (let x = 0; x < qr.box.width; x++) {
        const [row, column] = [y, x].map((at) => Math.floor(at / modulePx) - QUIET_MODULES);
        const isCode = [row, column].every((at) => at !== undefined && at >= 0 && at < code.size);
        const expected = isCode && code.isDark(row ?? 0, column ?? 0) ? 0 : 0xffff;
        const at = ((qr.box.y + y) * canvas.geometry.width + qr.box.x + x) * 2;
        if (((pixels[at] ?? 0) << 8) + (pixels[at + 1] ?? 0) !== expected) wrong++;
      }
    }
    t.equal(wrong, 0, describeCanvas(canvas));
  }
  t.end();
});

t.test('a code that would be too small to be read is none', (t) => {
  const code = qrCode('HTTP://10.0.0.7');
  t.equal(code.size, 21);
  t.equal(modulePxIn(code, 2 * (21 + 8)), 2);
  t.equal(modulePxIn(code, 2 * (21 + 8) - 1), undefined);
  t.end();
});

t.test(
  'a decoder reads the address from the pixels of the glass',
  { skip: !hasZbar && 'zbarimg is not installed' },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'framed-qr-'));
    t.teardown(() => rm(folder, { recursive: true }));
    for (const canvas of canvases) {
      const path = join(folder, `${describeCanvas(canvas)}.ppm`);
      await writeFile(path, toPpm(renderScreen({ screen: welcome, canvas, language: 'de' }), canvas));
      const { stdout } = await run('zbarimg', ['--quiet', '--raw', path]);
      t.equal(stdout.trim(), 'HTTP://192.168.178.123:8080', describeCanvas(canvas));
      t.equal(new URL(stdout.trim()).href, 'http://192.168.178.123:8080/');
    }
  },
);

/** A picture that every program reads (Netpbm P6), from what the glass gets. */
function toPpm(pixels: Uint8Array, { geometry: { width, height } }: Canvas): Buffer {
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    rgb.set(unpackRgb565(((pixels[at * 2] ?? 0) << 8) | (pixels[at * 2 + 1] ?? 0)), at * 3);
  }
  return Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), rgb]);
}
