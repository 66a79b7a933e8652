import t from 'tap';
import { st7789 } from '../../../display/controllers/st7789.js';
import { frameBytes, type Panel } from '../../../display/panel.js';
import { EmulatedGlass } from '../emulated-glass.js';
import { panelOf } from '../panel-of.js';

/** What people see when the description is not the panel's: the pictures that docs/troubleshooting.md starts from. */

const REAL = panelOf(st7789, { width: 240, height: 240 });
const RED = 0xf800;
const BLUE = 0x001f;

t.test('the right settings show the picture', async (t) => {
  t.equal(cornerSeen({}).topLeft, RED);
});

t.test('"mirrored" wrong: the picture is mirrored', async (t) => {
  const seen = cornerSeen({ mirrored: true });
  t.equal(seen.topRight, RED);
  t.not(seen.topLeft, RED);
});

t.test('colour order wrong: blue for red', async (t) => {
  t.equal(cornerSeen({ colorOrder: 'bgr' }).topLeft, BLUE);
});

t.test('"inverted" wrong: the colours are inverted', async (t) => {
  t.equal(cornerSeen({ inverted: false }).topLeft, 0xffff ^ RED);
});

t.test('offset wrong: the picture is shifted', async (t) => {
  const seen = cornerSeen({ offset: { x: 0, y: 80 } });
  t.not(seen.topLeft, RED);
});

t.test('rotation wrong: the picture is turned', async (t) => {
  t.equal(cornerSeen({ rotation: 180 }).bottomRight, RED);
});

/** Shows a black picture with one red pixel, top left, on the real panel with a description that differs. */
function cornerSeen(wrong: Partial<Panel>): { topLeft: number; topRight: number; bottomRight: number } {
  const glass = new EmulatedGlass({ ...REAL, ...wrong }, st7789, { real: REAL });
  glass.display.open();
  const frame = Buffer.alloc(frameBytes(glass.display.geometry));
  frame.writeUInt16BE(RED);
  glass.display.present(frame);
  const seen = glass.pixels();
  return {
    topLeft: seen.readUInt16BE(0),
    topRight: seen.readUInt16BE(239 * 2),
    bottomRight: seen.readUInt16BE(seen.length - 2),
  };
}
