import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { FrameZipError } from '../../../daemon/frames/frame-zip-error.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { verifyFrameZip } from '../../../daemon/frames/verify.js';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';
import { buildZip } from './zip-builder.js';

const FRAME_BYTES = 18;
const frames = Array.from({ length: 24 }, (_, i) =>
  Uint8Array.from({ length: FRAME_BYTES }, (_, at) => (at % 5 === 0 ? i : at)),
);

/** Damage as media and hands make it. Positions are shares of the file's length. */
type Damage = (zip: Buffer) => Buffer;

// Without bias: fast-check likes extremes, and the first byte of a zip tells little.
const share = fc.noBias(fc.nat(9999)).map((part) => part / 10_000);
const at = (zip: Buffer, part: number): number => Math.floor(part * zip.length);

const flip: fc.Arbitrary<Damage> = fc.tuple(share, fc.integer({ min: 1, max: 255 })).map(([part, mask]) => (zip) => {
  const byte = zip[at(zip, part)];
  if (byte !== undefined) zip[at(zip, part)] = byte ^ mask;
  return zip;
});
const blank: fc.Arbitrary<Damage> = fc.tuple(share, fc.integer({ min: 1, max: 600 }), fc.nat(255)).map(
  ([part, length, fill]) =>
    (zip) =>
      zip.fill(fill, at(zip, part), Math.min(zip.length, at(zip, part) + length)),
);
const cut: fc.Arbitrary<Damage> = share.map((part) => (zip) => zip.subarray(0, at(zip, part)));
const remove: fc.Arbitrary<Damage> = fc.tuple(share, fc.integer({ min: 1, max: 200 })).map(
  ([part, length]) =>
    (zip) =>
      Buffer.concat([zip.subarray(0, at(zip, part)), zip.subarray(at(zip, part) + length)]),
);
const insert: fc.Arbitrary<Damage> = fc.tuple(share, fc.uint8Array({ minLength: 1, maxLength: 50 })).map(
  ([part, bytes]) =>
    (zip) =>
      Buffer.concat([zip.subarray(0, at(zip, part)), bytes, zip.subarray(at(zip, part))]),
);
const damage = fc.oneof({ weight: 5, arbitrary: flip }, blank, cut, remove, insert);

/** Decodes everything there is; throws where a frame is called good and is not. */
function play(path: string): void {
  const reader = FrameZipReader.open(path);
  try {
    const picture = new Uint8Array(reader.frameBytes);
    for (let i = 0; i < reader.frameCount; i++) {
      const good = reader.readFrame(i, picture, picture) === 'ok';
      if (good && Buffer.compare(picture, frames[i] ?? new Uint8Array(0)) !== 0)
        throw new Error(`frame ${i} is wrong and called good`);
    }
    reader.seekFrame(reader.frameCount - 1, picture);
  } finally {
    reader.close();
  }
}

async function survives(path: string, whole: Buffer, damages: readonly Damage[]): Promise<void> {
  let zip: Buffer = Buffer.from(whole);
  for (const change of damages) zip = change(zip);
  writeFileSync(path, zip);
  for (const attempt of [() => play(path), () => verifyFrameZip(path)]) {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof FrameZipError)) throw error;
    }
  }
}

t.test('no damage to our own zip hangs, throws anything else, or shows a wrong picture', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const writer = FrameZipWriter.create(path, {
    geometry: { width: 3, height: 3 },
    kind: 'video',
    slug: 'x',
    originalFilename: 'x',
  });
  for (const [i, frame] of frames.entries()) writer.addFrame(frame, i * 40 + (i % 2));
  writer.finish({ endMs: 960 });
  const whole = readFileSync(path);
  play(path);
  const damages = fc.array(damage, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(damages, (list) => survives(path, whole, list)),
    { numRuns: 600 },
  );
});

t.test('nor does damage to a zip from elsewhere', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const manifest = { type: 'video', width: 3, height: 3, frame_count: frames.length, format: 'rgb565', fps: 25 };
  const whole = buildZip([
    { name: 'metadata.json', data: Buffer.from(JSON.stringify(manifest)) },
    ...frames.map((data, i) => ({
      name: `frame_${String(i + 1).padStart(6, '0')}.rgb`,
      data,
      method: i % 2 === 0 ? 8 : 0,
    })),
  ]);
  writeFileSync(path, whole);
  play(path);
  const damages = fc.array(damage, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(damages, (list) => survives(path, whole, list)),
    { numRuns: 600 },
  );
});

t.test('any bytes are refused as what they are', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => survives(path, Buffer.from(bytes), [])),
    { numRuns: 100 },
  );
});
