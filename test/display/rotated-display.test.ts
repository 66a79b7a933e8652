import t from 'tap';
import { VirtualDisplay } from '../../display/outputs/virtual.js';
import { RotatedDisplay } from '../../display/rotated-display.js';
import { SharedScreen } from '../../display/shared-screen.js';
import { testDisplay } from '../conformance/display.js';

const SIDEWAYS = { width: 24, height: 16 };

for (const rotation of [90, 180, 270] as const) {
  testDisplay(t, `turned by ${rotation}`, () => {
    const screen = SharedScreen.create(SIDEWAYS);
    const display = new RotatedDisplay(new VirtualDisplay(screen), rotation);
    return {
      display,
      pixels: () => {
        const glass = new Uint8Array(24 * 16 * 2);
        screen.read(glass);
        return seenTurned(glass, rotation);
      },
      lit: () => screen.lit,
    };
  });
}

t.test('a glass that hangs turned to the right shows an upright picture', (t) => {
  const screen = SharedScreen.create({ width: 2, height: 3 });
  const display = new RotatedDisplay(new VirtualDisplay(screen), 90);
  t.same(display.geometry, { width: 3, height: 2 });
  display.present(Uint8Array.from('aabbccddeeff', (letter) => letter.charCodeAt(0)));
  const glass = Buffer.alloc(12);
  screen.read(glass);
  // abc      da
  // def  is  eb  to the chip
  //          fc
  t.equal(glass.toString(), 'ddaaeebbffcc');
  t.end();
});

/** What a person sees of the chip's picture: written from the glass's side, pixel by pixel. */
function seenTurned(glass: Uint8Array, rotation: 90 | 180 | 270): Uint8Array {
  const { width, height } = SIDEWAYS;
  const [seenWidth, seenHeight] = rotation === 180 ? [width, height] : [height, width];
  const seen = new Uint8Array(glass.length);
  for (let y = 0; y < seenHeight; y++) {
    for (let x = 0; x < seenWidth; x++) {
      const [column, row] = {
        90: [width - 1 - y, x],
        180: [width - 1 - x, height - 1 - y],
        270: [y, height - 1 - x],
      }[rotation] as [number, number];
      seen.set(glass.subarray((row * width + column) * 2, (row * width + column) * 2 + 2), (y * seenWidth + x) * 2);
    }
  }
  return seen;
}
