import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { FramebufferDisplay } from '../../../display/outputs/framebuffer.js';
import { DrmGlass } from '../framebuffer/drm-glass.js';
import { addFramebuffer } from '../framebuffer/fake-machine.js';

const side = fc.integer({ min: 1, max: 9 });
const margin = fc.integer({ min: 0, max: 3 });

/** A framebuffer, a picture in it, and what is presented: each step repaints rectangles of the frame before. */
const session = fc.record({
  width: side,
  height: side,
  wider: margin,
  higher: margin,
  padding: margin,
  bitsPerPixel: fc.constantFrom<16 | 32>(16, 32),
  spiClockHz: fc.constantFrom(100_000, 32_000_000),
  steps: fc.array(
    fc.record({
      dark: fc.boolean(),
      damage: fc.option(
        fc.array(fc.record({ x: side, y: side, width: side, height: side, colour: fc.integer({ min: 0, max: 255 }) }), {
          maxLength: 4,
        }),
      ),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

t.test('any frames with any damage end on the glass as they are, by the rule of DRM framebuffers', (t) => {
  fc.assert(
    fc.property(session, ({ width, height, wider, higher, padding, bitsPerPixel, spiClockHz, steps }) => {
      const root = t.testdir();
      const geometry = { width, height };
      const memory = { width: width + wider, height: height + higher };
      const strideBytes = (memory.width * bitsPerPixel) / 8 + padding * 2;
      const framebuffer = { ...memory, strideBytes, bitsPerPixel, spiClockHz };
      addFramebuffer(root, framebuffer);
      const glass = new DrmGlass({ path: join(root, 'dev/fb0'), ...framebuffer });
      const display = FramebufferDisplay.open({ device: '0', geometry, systemRoot: root, write: glass.write });
      const frame = Buffer.alloc(width * height * 2);
      display.present(frame);
      for (const { dark, damage } of steps) {
        display.setLit(!dark);
        const rectangles = (damage ?? []).map(({ colour, ...drawn }) => {
          const x = Math.min(drawn.x, width) - 1;
          const y = Math.min(drawn.y, height) - 1;
          const rectangle = { x, y, endX: Math.min(width, x + drawn.width), endY: Math.min(height, y + drawn.height) };
          for (let row = y; row < rectangle.endY; row++) {
            frame.fill(colour, (row * width + x) * 2, (row * width + rectangle.endX) * 2);
          }
          return rectangle;
        });
        if (damage === null) frame.fill(0x5a);
        display.present(frame, damage === null ? undefined : rectangles);
      }
      display.setLit(true);
      const shown = glass.pixels({ left: wider >> 1, top: higher >> 1, ...geometry });
      display.close();
      return shown.equals(frame);
    }),
    { numRuns: 150 },
  );
  t.end();
});
