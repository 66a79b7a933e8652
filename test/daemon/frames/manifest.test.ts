import fc from 'fast-check';
import t from 'tap';
import { FrameZipError } from '../../../daemon/frames/frame-zip-error.js';
import { DEFAULT_FRAME_ZIP_LIMITS } from '../../../daemon/frames/limits.js';
import { decodeManifest, encodeManifest, type Manifest, maxManifestBytes } from '../../../daemon/frames/manifest.js';

function decode(value: unknown): Manifest {
  return decodeManifest(Buffer.from(JSON.stringify(value)), DEFAULT_FRAME_ZIP_LIMITS);
}

const full: Manifest = {
  version: 2,
  slug: 'a_0123456789abcdef',
  originalFilename: 'Ä b.mp4',
  kind: 'video',
  width: 320,
  height: 240,
  frameCount: 3,
  byteOrder: 'little',
  fps: 30000 / 1001,
  durationsMs: Float64Array.of(33.367, 33.366, 1000),
  delta: 'xor',
  checksum: 'crc32-stored',
};

t.test('a manifest comes back as it was', (t) => {
  t.same(decode(JSON.parse(encodeManifest(full))), full);
  t.end();
});

t.test('what LOOP leaves out means what LOOP means', (t) => {
  const loop = { type: 'image', width: 320, height: 240, frame_count: 1, format: 'rgb565', fps: 0 };
  t.same(decode(loop), {
    version: 1,
    slug: '',
    originalFilename: '',
    kind: 'image',
    width: 320,
    height: 240,
    frameCount: 1,
    byteOrder: 'big',
    fps: 0,
    delta: 'none',
    checksum: 'none',
  });
  t.end();
});

t.test('a refusal says the key, the value and what would be accepted', (t) => {
  const fields = JSON.parse(encodeManifest(full));
  t.throws(() => decode({ ...fields, width: 0 }), {
    message: 'metadata.json says "width": 0; a whole number from 1 to 4096 is accepted.',
  });
  t.throws(() => decode({ ...fields, type: 'x'.repeat(99) }), {
    message: /"type": "x{59}…; "video" or "image" is accepted\./,
  });
  t.throws(() => decode({ ...fields, frame_count: 2, durations_ms: undefined, fps: 1e-5 }), {
    message: /"fps": 0.00001 of a video/,
  });
  t.throws(() => decode({ ...fields, durations_ms: undefined, frame_count: 999_999, fps: 0.001 }), {
    message: /the clip 999999000000 ms long/,
  });
  t.end();
});

t.test('the longest durations of any clip fit into what metadata.json may take', (t) => {
  const durationsMs = new Float64Array(5000).fill(86_399_999.999);
  t.ok(encodeManifest({ ...full, frameCount: 5000, durationsMs }).length <= maxManifestBytes(5000));
  t.end();
});

t.test('no JSON makes it throw anything but a refusal', (t) => {
  const keys = Object.keys(JSON.parse(encodeManifest(full)));
  const lies = fc.dictionary(fc.constantFrom(...keys, '__proto__', 'toString'), fc.jsonValue());
  fc.assert(
    fc.property(lies, (changes) => {
      try {
        decode({ ...JSON.parse(encodeManifest(full)), ...changes });
      } catch (error) {
        if (!(error instanceof FrameZipError)) throw error;
      }
    }),
  );
  t.end();
});
