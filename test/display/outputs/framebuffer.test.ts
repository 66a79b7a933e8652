import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Rectangle } from '../../../display/display.js';
import { FramebufferDisplay, type FramebufferOptions } from '../../../display/outputs/framebuffer.js';
import { testDisplay } from '../../conformance/display.js';
import { DrmGlass } from '../framebuffer/drm-glass.js';
import { addConsole, addFramebuffer, attribute, type FakeFramebuffer, writeTree } from '../framebuffer/fake-machine.js';

const PICTURE = { width: 24, height: 16 };
const MACHINES: Readonly<Record<string, FakeFramebuffer & { bitsPerPixel?: 16 | 32 }>> = {
  'a framebuffer of 16 bits': PICTURE,
  'rows with padding': { ...PICTURE, strideBytes: 64 },
  'a framebuffer of 32 bits': { ...PICTURE, bitsPerPixel: 32 },
  'a framebuffer larger than the picture': { width: 31, height: 19, strideBytes: 63 },
  'fbtft, which knows no damage': { ...PICTURE, name: 'fb_st7789v' },
};

for (const [name, framebuffer] of Object.entries(MACHINES)) {
  testDisplay(t, name, () => {
    const { root, display, picture } = open(t, framebuffer);
    return {
      display,
      pixels: picture,
      lit: () => attribute(root, 'sys/class/graphics/fb0/blank') === '0' && attribute(root, 'light') !== '0',
    };
  });
}

t.test('one changed row is shown, wherever it is', (t) => {
  for (const row of [0, 7, 15]) {
    const { display, picture } = open(t, PICTURE);
    const frame = Buffer.alloc(24 * 16 * 2, 0x21);
    display.present(frame);
    frame.fill(0x43, row * 48, row * 48 + 48);
    display.present(frame, [{ x: 0, y: row, endX: 24, endY: row + 1 }]);
    t.ok(picture().equals(frame), `row ${row}`);
    display.close();
  }
  t.end();
});

t.test('a framebuffer of one row is shown up to its last pixel', (t) => {
  for (const strideBytes of [48, 64]) {
    const { display, picture } = open(t, { width: 24, height: 1, strideBytes }, { geometry: { width: 24, height: 1 } });
    const frame = Buffer.from(Array.from({ length: 48 }, (_, i) => i));
    display.present(frame);
    t.ok(picture().equals(frame), `rows of ${strideBytes} bytes`);
    display.close();
  }
  t.end();
});

t.test('a device that takes less than it is given gets the rest, and shows all of it', (t) => {
  for (const mostBytes of [2, 5, 24, 48, 50, 100]) {
    const { display, picture } = open(t, PICTURE, {}, mostBytes);
    const frame = Buffer.from(Array.from({ length: 24 * 16 * 2 }, (_, i) => i * 7));
    display.present(frame);
    t.ok(picture().equals(frame), `${mostBytes} bytes at once`);
    display.close();
  }
  t.end();
});

t.test('rows that nothing happened on are not written where that costs more than another write', (t) => {
  const tall = { width: 240, height: 320, spiClockHz: 40_000_000 };
  const { display, glass } = open(t, tall, { geometry: tall });
  t.same(display.cost, { mhz: 40, rectangleUs: 200, bytesPerPixel: 2, wholeWindow: true });
  const frame = Buffer.alloc(240 * 320 * 2);
  display.present(frame);
  glass.writes.length = 0;
  const damage: Rectangle[] = [
    { x: 3, y: 300, endX: 7, endY: 310 },
    { x: 3, y: 10, endX: 7, endY: 20 },
    { x: 100, y: 21, endX: 110, endY: 30 },
  ];
  display.present(frame, damage);
  t.same(glass.writes, [
    { position: 10 * 480, length: 20 * 480 },
    { position: 300 * 480, length: 10 * 480 },
  ]);
  t.equal(display.traffic.rectangles, 4, 'black at first, the frame, and two');
  display.close();
  t.end();
});

t.test('the border is black, and what was there before comes back', (t) => {
  const { root, display, glass } = open(t, { width: 26, height: 18 });
  const before = Buffer.alloc(26 * 18 * 2, 0x77);
  display.present(Buffer.alloc(24 * 16 * 2, 0xff));
  t.equal(glass.pixels({ height: 1 }).toString('hex'), '00'.repeat(52));
  t.equal(glass.pixels({ top: 1, height: 1 }).toString('hex'), `0000${'ff'.repeat(48)}0000`);
  display.close();
  t.ok(readFileSync(join(root, 'dev/fb0')).equals(before));
  t.end();
});

t.test('the console is taken off the framebuffer and given back', (t) => {
  const { root, display } = open(t, PICTURE);
  t.equal(attribute(root, 'sys/class/vtconsole/vtcon1/bind'), '0');
  t.equal(attribute(root, 'sys/class/graphics/fbcon/cursor_blink'), '0');
  display.close();
  t.equal(attribute(root, 'sys/class/vtconsole/vtcon1/bind'), '1');
  t.equal(attribute(root, 'sys/class/graphics/fbcon/cursor_blink'), '1');
  t.equal(attribute(root, 'sys/class/vtconsole/vtcon0/bind'), '0', 'what was not bound stays so');
  t.end();
});

t.test('brightness is light as people perceive it, and waits for the dark to end', (t) => {
  const { root, display } = open(t, PICTURE);
  display.setBrightness(50);
  t.match(attribute(root, 'light'), /^0\.18/);
  display.setLit(false);
  display.setBrightness(100);
  t.equal(attribute(root, 'light'), '0');
  display.setLit(true);
  t.equal(attribute(root, 'light'), '1');
  display.close();
  t.end();
});

t.test('what cannot be shown on is refused, with what was seen', (t) => {
  const openOn =
    (framebuffer: FakeFramebuffer, device = '0') =>
    () => {
      const root = t.testdir();
      addFramebuffer(root, framebuffer);
      FramebufferDisplay.open({ device, geometry: PICTURE, systemRoot: root }).close();
    };
  t.throws(openOn({ width: 20, height: 40 }), { code: 'framebuffer-too-small', message: /20x40.*24x16/ });
  t.throws(openOn({ ...PICTURE, bitsPerPixel: 24 }), {
    code: 'framebuffer-format-unsupported',
    message: /24 bits.*16.*32/,
  });
  t.throws(openOn(PICTURE, 'fb3'), { code: 'framebuffer-not-found', message: /fb0 \(panel-mipi-dbid, 24x16/ });
  t.throws(openOn({ ...PICTURE, width: 24 }, 'fb_ili9341'), { code: 'framebuffer-not-found' });
  t.end();
});

t.test('a framebuffer whose device cannot be opened says so', (t) => {
  const root = t.testdir();
  addFramebuffer(root, PICTURE);
  writeTree(root, { 'sys/class/graphics/fb2/virtual_size': '24,16', 'sys/class/graphics/fb2/bits_per_pixel': '16' });
  const open = () => FramebufferDisplay.open({ device: 'fb2', geometry: PICTURE, systemRoot: root });
  t.throws(open, { name: 'DisplayError', code: 'framebuffer-unavailable', message: /fb2 .*ENOENT/ });
  t.end();
});

t.test('a device that fails is a display lost, and can still be closed', (t) => {
  for (const code of ['EIO', 'ENODEV', undefined]) {
    const root = t.testdir();
    addFramebuffer(root, PICTURE);
    addConsole(root);
    let fails = false;
    const display = FramebufferDisplay.open({
      device: 'panel-mipi-dbid',
      geometry: PICTURE,
      systemRoot: root,
      write: (_fd, _bytes, _offset, length) => {
        if (!fails) return length;
        if (code === undefined) return 0;
        throw Object.assign(new Error('write'), { code });
      },
    });
    fails = true;
    t.throws(() => display.present(Buffer.alloc(24 * 16 * 2)), {
      code: 'display-lost',
      message: new RegExp(code ?? ''),
    });
    display.close();
    t.equal(attribute(root, 'sys/class/vtconsole/vtcon1/bind'), '1');
  }
  t.end();
});

/** A machine with one framebuffer and a console on it, opened, behind the glass that the kernel's rule makes. */
function open(
  t: Test,
  framebuffer: FakeFramebuffer & { bitsPerPixel?: 16 | 32 },
  options: Partial<FramebufferOptions> = {},
  mostBytes?: number,
) {
  const root = t.testdir();
  addFramebuffer(root, framebuffer);
  addConsole(root);
  const { width, height, bitsPerPixel, strideBytes } = framebuffer;
  const glass = new DrmGlass({
    path: join(root, 'dev/fb0'),
    width,
    height,
    ...(bitsPerPixel && { bitsPerPixel }),
    ...(strideBytes && { strideBytes }),
    ...(mostBytes && { mostBytes }),
  });
  const backlight = {
    set: (light: number) => writeTree(root, { light: String(light) }),
    close: () => {},
  };
  const display = FramebufferDisplay.open({
    device: 'fb0',
    geometry: PICTURE,
    systemRoot: root,
    write: glass.write,
    backlight,
    ...options,
  });
  const { geometry } = display;
  const left = (width - geometry.width) >> 1;
  const top = (height - geometry.height) >> 1;
  return { root, display, glass, picture: () => glass.pixels({ left, top, ...geometry }) };
}
