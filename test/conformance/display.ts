import type { Test } from 'tap';
import type { Display } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';

/** What a display shows, seen from outside: an emulator, a recording, or the memory of a virtual one. */
export interface Glass {
  readonly display: Display;
  /** Every pixel that is on the glass now, RGB565 big-endian, row by row. */
  pixels(): Uint8Array;
  /** Whether the glass is lit. */
  lit(): boolean;
}

/**
 * What every output must do, run on each of them.
 *
 * @param open opens a new display; the suite closes it. The suite calls it more than once, each time after closing the one before.
 */
export function testDisplay(t: Test, name: string, open: () => Glass): void {
  const test = (title: string, body: (t: Test, glass: Glass) => void) =>
    t.test(`${name}: ${title}`, async (t) => {
      const glass = open();
      t.teardown(() => glass.display.close());
      body(t, glass);
    });

  test('a frame presented is on the glass, pixel for pixel', (t, { display, pixels }) => {
    const frame = noise(display, 1);
    display.present(frame);
    t.ok(Buffer.from(pixels()).equals(frame));
  });

  test("the pixels are the caller's again after the call", (t, { display, pixels }) => {
    const frame = noise(display, 1);
    const shown = Buffer.from(frame);
    display.present(frame);
    frame.fill(0);
    t.ok(Buffer.from(pixels()).equals(shown));
  });

  test('pixels in shared memory are as good as any', (t, { display, pixels }) => {
    const frame = noise(display, 2);
    const shared = new Uint8Array(new SharedArrayBuffer(frame.length));
    shared.set(frame);
    display.present(shared);
    t.ok(Buffer.from(pixels()).equals(frame));
  });

  test('damage that names all that differs leaves the whole frame on the glass', (t, { display, pixels }) => {
    const { width, height } = display.geometry;
    const frame = noise(display, 3);
    display.present(frame);
    const rectangles = [
      { x: 0, y: 0, endX: 1, endY: 1 },
      { x: width - 3, y: height - 2, endX: width, endY: height },
    ];
    for (const { x, y, endX, endY } of rectangles) {
      for (let row = y; row < endY; row++) frame.fill(0x5a, (row * width + x) * 2, (row * width + endX) * 2);
    }
    display.present(frame, rectangles);
    t.ok(Buffer.from(pixels()).equals(frame));
  });

  test('no damage leaves the frame as it is', (t, { display, pixels }) => {
    const frame = noise(display, 4);
    display.present(frame);
    display.present(frame, []);
    t.ok(Buffer.from(pixels()).equals(frame));
  });

  test('a frame presented while dark is there when it is lit again', (t, { display, pixels, lit }) => {
    display.present(noise(display, 5));
    display.setLit(false);
    t.equal(lit(), false);
    const frame = noise(display, 6);
    display.present(frame);
    t.equal(lit(), false, 'a frame does not light the glass');
    display.setLit(true);
    t.equal(lit(), true);
    t.ok(Buffer.from(pixels()).equals(frame));
  });

  test('a frame of the wrong size is refused by code, and the glass keeps its picture', (t, { display, pixels }) => {
    const frame = noise(display, 7);
    display.present(frame);
    t.throws(() => display.present(frame.subarray(2)), { name: 'DisplayError', code: 'frame-wrong-size' });
    t.ok(Buffer.from(pixels()).equals(frame));
  });

  test('the least brightness is not dark, and brightness does not light a dark glass', (t, { display, lit }) => {
    display.present(noise(display, 9));
    display.setBrightness(0);
    t.equal(lit(), true);
    display.setLit(false);
    display.setBrightness(100);
    t.equal(lit(), false);
    display.setLit(true);
    t.equal(lit(), true);
  });

  test('what is sent is counted, in the one object', (t, { display }) => {
    const { traffic } = display;
    const before = { ...traffic };
    display.present(noise(display, 10));
    t.equal(display.traffic, traffic);
    t.ok(traffic.bytes - before.bytes >= frameBytes(display.geometry), `${traffic.bytes} bytes`);
    t.ok(traffic.rectangles > before.rectangles);
    t.ok(traffic.busyMs >= before.busyMs);
  });

  test('where a part costs less than the whole, a pixel is far fewer bytes', (t, { display }) => {
    display.present(noise(display, 11));
    if (display.cost === undefined) return;
    const { mhz, rectangleUs, bytesPerPixel } = display.cost;
    t.ok(mhz > 0 && rectangleUs >= 0 && (bytesPerPixel === 2 || bytesPerPixel === 3));
    const frame = noise(display, 11);
    frame[0] = ~(frame[0] ?? 0) & 0xff;
    const before = display.traffic.bytes;
    display.present(frame, [{ x: 0, y: 0, endX: 1, endY: 1 }]);
    // Beside the window's commands, of up to 22 bytes, a framebuffer may have to write whole rows.
    t.ok(display.traffic.bytes - before < frameBytes(display.geometry) / 2);
  });

  test('close may be called twice, and a closed display takes no frames', (t, { display }) => {
    display.close();
    display.close();
    t.throws(() => display.present(noise(display, 8)), { name: 'DisplayError', code: 'display-closed' });
  });
}

/** Pixels without a pattern, the same for the same seed. */
function noise({ geometry }: Display, seed: number): Buffer {
  let state = seed;
  const frame = Buffer.alloc(frameBytes(geometry));
  for (let at = 0; at < frame.length; at++) {
    state = (state * 48271) % 2147483647;
    frame[at] = state & 0xff;
  }
  return frame;
}
