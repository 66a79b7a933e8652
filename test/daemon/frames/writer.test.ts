import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { verifyFrameZip } from '../../../daemon/frames/verify.js';
import { FrameZipWriter, type FrameZipWriterOptions, type WrittenFrameZip } from '../../../daemon/frames/writer.js';

const VIDEO: FrameZipWriterOptions = {
  geometry: { width: 16, height: 16 },
  kind: 'video',
  slug: 'clip_0123456789abcdef',
  originalFilename: 'clip.mp4',
};
const FRAME_BYTES = 512;

/** A frame that differs a little from its neighbours, and in which nothing repeats. */
function movingFrame(index: number): Uint8Array {
  return Uint8Array.from({ length: FRAME_BYTES }, (_, at) => (at % 61 === index % 61 ? index & 0xff : noise(at)));
}

function noise(at: number): number {
  return Math.imul(at, 0x9e3779b1) >>> 24;
}

async function write(
  path: string,
  frames: readonly Uint8Array[],
  startsMs: readonly number[],
  options: Partial<FrameZipWriterOptions> = {},
): Promise<WrittenFrameZip> {
  const writer = FrameZipWriter.create(path, { ...VIDEO, ...options });
  const reused = new Uint8Array(FRAME_BYTES);
  for (const [i, frame] of frames.slice(0, startsMs.length - 1).entries()) {
    reused.set(frame);
    writer.addFrame(reused, startsMs[i] ?? 0);
    reused.fill(0xee);
  }
  return writer.finish({ endMs: startsMs.at(-1) ?? 0 });
}

/** All frames of a zip, each decoded over the one before. */
function readAll(reader: FrameZipReader): Uint8Array[] {
  const picture = new Uint8Array(reader.frameBytes);
  return Array.from({ length: reader.frameCount }, (_, i) => {
    if (reader.readFrame(i, picture, picture) !== 'ok') throw new Error(`frame ${i} cannot be read`);
    return picture.slice();
  });
}

function openZip(t: Test, path: string): FrameZipReader {
  const reader = FrameZipReader.open(path);
  t.teardown(() => reader.close());
  return reader;
}

function evenly(frames: number, stepMs: number, from = 0): number[] {
  return Array.from({ length: frames + 1 }, (_, i) => from + i * stepMs);
}

t.test('what was written is read back, and is a sound zip for everybody', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const frames = Array.from({ length: 60 }, (_, i) => movingFrame(i));
  const written = await write(path, frames, evenly(60, 40), { fps: 25 });
  t.match(written, { storedFrames: 60, durationMs: 2400, bytes: readFileSync(path).length });
  const reader = openZip(t, path);
  t.match(reader.manifest, { version: 2, fps: 25, delta: 'xor', checksum: 'crc32-stored', slug: VIDEO.slug });
  t.equal(reader.manifest.durationsMs, undefined);
  t.same(readAll(reader), frames);
  t.ok(written.bytes < 60 * FRAME_BYTES);
  t.match(await verifyFrameZip(path), { damagedFrames: [], unreachableFrames: [], bytes: written.bytes });
});

const unzipMissing = spawnSync('unzip', ['-v']).error ? 'unzip is not installed' : false;

t.test('unzip finds nothing wrong', { skip: unzipMissing }, async (t) => {
  const path = join(t.testdir(), 'x.zip');
  await write(path, [0, 1, 2, 3].map(movingFrame), evenly(4, 40), { fps: 25 });
  t.match(execFileSync('unzip', ['-t', path], { encoding: 'utf8' }), /No errors detected/);
});

t.test('there is a full frame at least every 500 ms, and deltas between', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  await write(
    path,
    Array.from({ length: 100 }, (_, i) => movingFrame(i)),
    evenly(100, 33.367),
  );
  const reader = openZip(t, path);
  let deltas = 0;
  for (let i = 0; i < 100; i++) {
    t.ok(reader.startMs(i) - reader.startMs(reader.keyFrameAt(i)) < 500);
    if (reader.isDelta(i)) deltas++;
  }
  t.ok(deltas > 80, `${deltas} of 100 frames are deltas`);
});

t.test('frames without a likeness are all full', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const frames = Array.from({ length: 20 }, (_, i) =>
    Uint8Array.from({ length: FRAME_BYTES }, (_, at) => noise(at + i * 977)),
  );
  await write(path, frames, evenly(20, 40));
  const reader = openZip(t, path);
  t.same(readAll(reader), frames);
  t.notOk(frames.some((_, i) => reader.isDelta(i)));
});

t.test('a picture that stands is stored once, and its durations add up', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const [a, b] = [movingFrame(1), movingFrame(2)];
  const written = await write(path, [a, a, a, b, a, a], evenly(6, 40), { fps: 25 });
  t.match(written, { storedFrames: 3, durationMs: 240 });
  const reader = openZip(t, path);
  t.same(readAll(reader), [a, b, a]);
  t.same(Array.from(reader.manifest.durationsMs ?? []), [120, 40, 80]);
  t.equal(reader.manifest.fps, 25, 'nominal');
  t.equal(reader.totalMs, 240);
});

t.test('a rate is kept to its last digit', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const fps = 30000 / 1001;
  const written = await write(
    path,
    Array.from({ length: 90 }, (_, i) => movingFrame(i)),
    evenly(90, 1000 / fps, 12.5),
    { fps },
  );
  const reader = openZip(t, path);
  t.equal(reader.manifest.fps, fps);
  t.equal(reader.manifest.durationsMs, undefined);
  t.equal(reader.totalMs, written.durationMs);
});

t.test('even timing without a given rate becomes a rate', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  await write(path, [0, 1, 2, 3, 4].map(movingFrame), evenly(5, 100));
  t.equal(openZip(t, path).manifest.fps, 10);
});

t.test('frames that come off the given rate get durations', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  await write(path, [0, 1, 2].map(movingFrame), [0, 40, 120.0004, 160], { fps: 25 });
  t.same(Array.from(openZip(t, path).manifest.durationsMs ?? []), [40, 80, 40]);
});

t.test('durations add up to the clip without rounding', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const startsMs = Array.from({ length: 1001 }, (_, i) => 7 + i * 33.3333 + (i % 3) * 1.1);
  const written = await write(
    path,
    Array.from({ length: 1000 }, (_, i) => movingFrame(i)),
    startsMs,
  );
  t.equal(openZip(t, path).totalMs, written.durationMs);
  t.ok(Math.abs(written.durationMs - ((startsMs.at(-1) ?? 0) - 7)) < 0.002);
});

t.test('an image is one frame without timing', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const written = await write(path, [movingFrame(1)], [0, 0], { kind: 'image' });
  t.match(written, { storedFrames: 1, durationMs: 0 });
  t.match(openZip(t, path).manifest, { kind: 'image', fps: 0, frameCount: 1 });
});

t.test('a compatible zip holds what LOOP holds and nothing else', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const [a, b] = [movingFrame(1), movingFrame(2)];
  const written = await write(path, [a, a, b], evenly(3, 40), { compatible: true, fps: 25 });
  t.match(written, { storedFrames: 3, durationMs: 120 });
  const bytes = readFileSync(path);
  const jsonAt = bytes.indexOf('{"slug"');
  const json = bytes.toString('latin1', jsonAt, bytes.indexOf('}', jsonAt) + 1);
  t.equal(
    json,
    '{"slug":"clip_0123456789abcdef","original_filename":"clip.mp4","type":"video","width":16,"height":16,"frame_count":3,"format":"rgb565","fps":25}',
  );
  const plainEntries = 3 * (30 + 46 + 2 * 16 + FRAME_BYTES) + (30 + 46 + 2 * 13 + json.length) + 22;
  t.equal(bytes.length, plainEntries, 'every frame full and stored, no extra field');
  const reader = openZip(t, path);
  t.equal(reader.manifest.version, 1);
  t.same(readAll(reader), [a, a, b]);
});

t.test('the same frames make the same file', async (t) => {
  const folder = t.testdir();
  const frames = Array.from({ length: 50 }, (_, i) => movingFrame(i >> 1));
  await write(join(folder, 'a.zip'), frames, evenly(50, 40));
  await write(join(folder, 'b.zip'), frames, evenly(50, 40));
  t.ok(readFileSync(join(folder, 'a.zip')).equals(readFileSync(join(folder, 'b.zip'))));
});

t.test('more frames than a plain zip can count are written as zip64', { timeout: 60_000 }, async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const frames = 65_600;
  const writer = FrameZipWriter.create(path, {
    ...VIDEO,
    geometry: { width: 2, height: 1 },
    fps: 1000,
    compatible: true,
  });
  const pixels = Buffer.alloc(4);
  for (let i = 0; i < frames; i++) {
    pixels.writeUInt32LE(i);
    writer.addFrame(pixels, i);
  }
  writer.finish({ endMs: frames });
  const reader = openZip(t, path);
  t.equal(reader.frameCount, frames);
  for (const index of [0, 1, 65_534, 65_535, 65_536, frames - 1]) {
    t.equal(reader.seekFrame(index, pixels), 'ok');
    t.equal(pixels.readUInt32LE(), index);
  }
  if (!spawnSync('unzip', ['-v']).error)
    t.match(spawnSync('unzip', ['-tq', path], { encoding: 'utf8' }).stdout, /No errors/);
});

t.test('any sequence of frames and times comes back', async (t) => {
  const small = { geometry: { width: 3, height: 3 } };
  const frame = fc
    .array(fc.constantFrom(0, 1, 255), { minLength: 18, maxLength: 18 })
    .map((bytes) => Uint8Array.from(bytes));
  const step = fc.integer({ min: 1, max: 400_000 }).map((us) => us / 1000);
  const steps = fc.array(fc.tuple(frame, step), { minLength: 1, maxLength: 40 });
  const path = join(t.testdir(), 'x.zip');
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: -1000, max: 1000 }), async (clip, originMs) => {
      const writer = FrameZipWriter.create(path, { ...VIDEO, ...small });
      let ms = originMs;
      for (const [pixels, stepMs] of clip) {
        writer.addFrame(pixels, ms);
        ms += stepMs;
      }
      const { durationMs } = writer.finish({ endMs: ms });
      const reader = FrameZipReader.open(path);
      const stored = readAll(reader);
      let at = 0;
      for (const [pixels, stepMs] of clip) {
        const shown = stored[reader.frameAt(at + stepMs / 2)];
        if (!shown || Buffer.compare(shown, pixels) !== 0) throw new Error(`another picture shows at ${at} ms`);
        at += stepMs;
      }
      if (Math.abs(reader.totalMs - durationMs) > 1e-6 || Math.abs(durationMs - at) > 0.01)
        throw new Error('another length');
      reader.close();
      unlinkSync(path);
    }),
    { numRuns: 40 },
  );
});

t.test('what cannot be stored is refused, and abort leaves nothing', async (t) => {
  const folder = t.testdir();
  const path = join(folder, 'x.zip');
  const refusal = { code: 'frame-zip-frame-refused' };
  const writer = FrameZipWriter.create(path, VIDEO);
  t.throws(() => writer.addFrame(new Uint8Array(5), 0), refusal, 'a frame of another size');
  t.throws(() => writer.addFrame(movingFrame(0), Number.NaN), refusal, 'no time');
  writer.addFrame(movingFrame(0), 10);
  t.throws(() => writer.addFrame(movingFrame(1), 10), refusal, 'time that does not rise');
  t.throws(() => writer.finish({ endMs: 10 }), refusal, 'an end before the last frame');
  t.same(readdirSync(folder), [], 'finish takes away what it could not complete');
  t.throws(() => writer.addFrame(movingFrame(1), 20), refusal, 'a frame after the end');

  const image = FrameZipWriter.create(path, { ...VIDEO, kind: 'image' });
  image.addFrame(movingFrame(0), 0);
  t.throws(() => image.addFrame(movingFrame(1), 40), refusal, 'a second frame of an image');
  image.abort();
  image.abort();
  t.notOk(existsSync(path));

  const empty = FrameZipWriter.create(path, VIDEO);
  t.throws(() => empty.finish({ endMs: 1 }), refusal, 'no frames');
  t.throws(() => FrameZipWriter.create(path, { ...VIDEO, compatible: true }), refusal, 'compatible without a rate');
  t.throws(() => FrameZipWriter.create(path, { ...VIDEO, geometry: { width: 0, height: 1 } }), refusal, 'no picture');
  t.same(readdirSync(folder), []);
});

t.test('a good file is never overwritten, nor taken away by a late abort', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const writer = FrameZipWriter.create(path, VIDEO);
  writer.addFrame(movingFrame(0), 0);
  writer.finish({ endMs: 40 });
  writer.abort();
  t.equal(openZip(t, path).frameCount, 1);
  t.throws(() => FrameZipWriter.create(path, VIDEO), { code: 'frame-zip-write-failed', cause: { code: 'EEXIST' } });
});
