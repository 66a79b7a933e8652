import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import t from 'tap';
import { encodeBmp565 } from '../../../daemon/frames/bmp.js';

/** What ffmpeg, which is another's reader, makes of it. */
function decoded(bmp: Uint8Array): Buffer {
  const args = ['-v', 'error', '-f', 'bmp_pipe', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgb565be', 'pipe:1'];
  return execFileSync('ffmpeg', args, { input: bmp });
}

t.test('a BMP holds the very pixels of the frame, also where rows have to be padded', (t) => {
  for (const geometry of [
    { width: 4, height: 3 },
    { width: 3, height: 5 },
    { width: 1, height: 1 },
    { width: 320, height: 240 },
  ]) {
    const bytes = geometry.width * geometry.height * 2;
    const [pixels = Buffer.alloc(0)] = fc.sample(fc.uint8Array({ minLength: bytes, maxLength: bytes }), {
      numRuns: 1,
      seed: bytes,
    });
    const before = Buffer.from(pixels);
    const bmp = encodeBmp565(pixels, geometry);
    t.ok(decoded(bmp).equals(before), `${geometry.width}x${geometry.height}`);
    t.ok(before.equals(pixels), 'the frame is left as it was');
  }
  t.throws(() => encodeBmp565(new Uint8Array(7), { width: 2, height: 2 }), /7 bytes were given for 2x2/);
  t.end();
});
