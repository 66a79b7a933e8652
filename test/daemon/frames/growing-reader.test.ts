import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { firstPicture } from '../../../daemon/frames/first-picture.js';
import { GrowingZipReader } from '../../../daemon/frames/growing-reader.js';
import { growthPath } from '../../../daemon/frames/growth-log.js';
import { openFrameZip } from '../../../daemon/frames/open-frame-zip.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { FrameZipWriter, type FrameZipWriterOptions } from '../../../daemon/frames/writer.js';

const folder = t.testdir();
const geometry = { width: 16, height: 12 };
let count = 0;

/** Stands, unless a test moves it. */
const clock = { nowMs: 0 };

function begin(options: Partial<FrameZipWriterOptions> = {}) {
  const path = `${folder}/clip-${count++}.zip`;
  const all = { geometry, kind: 'video', slug: 's', originalFilename: 'f', readable: true, ...options } as const;
  return { path, writer: FrameZipWriter.create(path, all, () => clock.nowMs) };
}

/** Mostly as the frame before, so that there are deltas. */
function picture(number: number): Uint8Array {
  const pixels = new Uint8Array(geometry.width * geometry.height * 2);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 7) ^ (at % 24 === number % 24 ? number : 0);
  return pixels;
}

function decoded(reader: GrowingZipReader | FrameZipReader, index: number): Uint8Array {
  const pixels = new Uint8Array(reader.frameBytes);
  assert.equal(reader.seekFrame(index, pixels), 'ok');
  return pixels;
}

t.test('frames are there after a flush; the last one counts when its end is known', async (t) => {
  const { path, writer } = begin();
  t.throws(() => GrowingZipReader.open(path), { code: 'frame-zip-unreadable' }, 'not before the first');
  writer.addFrame(picture(0), 100);
  writer.flush();
  const reader = GrowingZipReader.open(path);
  t.match(reader, { growth: 'growing', frameCount: 0, picturesSoFar: 1, totalMs: 0, geometry, frameBytes: 384 });
  writer.addFrame(picture(1), 140);
  writer.addFrame(picture(2), 200);
  t.equal(reader.refresh(), 'growing');
  t.equal(reader.picturesSoFar, 1, 'nothing is read that is not said to be there');
  writer.flush();
  reader.refresh();
  t.match(reader, { frameCount: 2, picturesSoFar: 3, totalMs: 100 });
  t.same([reader.startMs(1), reader.durationMs(0), reader.durationMs(1)], [40, 40, 60]);
  t.same(
    [0, 39.9, 40, 99, 5000].map((ms) => reader.frameAt(ms)),
    [0, 0, 1, 1, 1],
  );
  t.same(decoded(reader, 1), picture(1));
  writer.finish({ endMs: 250 });
  t.equal(reader.refresh(), 'ended');
  t.match(reader, { frameCount: 3, totalMs: 150 });
  t.notOk(existsSync(growthPath(path)));
  reader.close();
});

t.test('the first frame can be read at once; what comes then, after a tenth of a second or eight frames', (t) => {
  const { path, writer } = begin();
  writer.addFrame(picture(0), 0);
  const reader = GrowingZipReader.open(path);
  const readable = () => {
    reader.refresh();
    return reader.picturesSoFar;
  };
  t.equal(readable(), 1);
  writer.addFrame(picture(1), 40);
  clock.nowMs += 99;
  writer.addFrame(picture(2), 80);
  t.equal(readable(), 1);
  clock.nowMs += 1;
  writer.addFrame(picture(3), 120);
  t.equal(readable(), 4);
  for (let frame = 4; frame < 11; frame++) writer.addFrame(picture(frame), 40 * frame);
  t.equal(readable(), 4);
  writer.addFrame(picture(11), 440);
  t.equal(readable(), 12);
  reader.close();
  writer.abort();
  t.end();
});

t.test('what is read while it grows is what is read of the finished file, whatever the times', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 700_000 }), fc.boolean()), {
        minLength: 1,
        maxLength: 40,
      }),
      (frames) => {
        const { path, writer } = begin();
        let us = 0;
        let reader: GrowingZipReader | undefined;
        const seen: Uint8Array[] = [];
        for (const [number, lengthUs, flush] of frames) {
          writer.addFrame(picture(number), us / 1000);
          us += lengthUs;
          if (!flush) continue;
          writer.flush();
          reader ??= GrowingZipReader.open(path);
          reader.refresh();
          while (seen.length < reader.picturesSoFar) seen.push(decoded(reader, seen.length));
        }
        writer.flush();
        reader ??= GrowingZipReader.open(path);
        writer.finish({ endMs: us / 1000 });
        reader.refresh();
        const whole = FrameZipReader.open(path);
        const same =
          reader.frameCount === whole.frameCount &&
          Math.abs(reader.totalMs - whole.totalMs) < 0.0015 &&
          Array.from({ length: whole.frameCount }, (_, i) => i).every(
            (i) =>
              Buffer.from(decoded(whole, i)).equals(seen[i] ?? decoded(reader, i)) &&
              Math.abs(whole.startMs(i) - reader.startMs(i)) < 0.0015,
          );
        whole.close();
        reader.close();
        return same;
      },
    ),
    { numRuns: 60 },
  );
});

t.test('being readable makes no difference to the frame zip', async (t) => {
  const zips = [true, false].map((readable) => {
    const { path, writer } = begin({ readable, fps: 25 });
    for (let i = 0; i < 40; i++) {
      writer.addFrame(picture(i), i * 40);
      if (i % 3 === 0) writer.flush();
    }
    writer.finish({ endMs: 1600 });
    return readFileSync(path);
  });
  t.ok(zips[0]?.equals(zips[1] ?? Buffer.alloc(0)));
});

t.test('eight frames are readable without a flush', async (t) => {
  const { path, writer } = begin();
  for (let i = 0; i < 9; i++) writer.addFrame(picture(i), i * 40);
  const reader = GrowingZipReader.open(path);
  t.ok(reader.picturesSoFar >= 7);
  reader.close();
  writer.abort();
});

t.test('a frame zip that is given up is said to be, and takes both files with it', async (t) => {
  const { path, writer } = begin();
  writer.addFrame(picture(0), 0);
  writer.addFrame(picture(1), 40);
  writer.flush();
  const reader = GrowingZipReader.open(path);
  writer.abort();
  t.equal(reader.refresh(), 'given up');
  t.same(decoded(reader, 0), picture(0), 'what is open stays readable');
  reader.close();
  t.notOk(existsSync(path) || existsSync(growthPath(path)));
  t.throws(() => openFrameZip(path, { growing: true }), { code: 'frame-zip-unreadable' });
});

t.test('a still that grows is one when it has ended', async (t) => {
  const { path, writer } = begin({ kind: 'image' });
  writer.addFrame(picture(3), 0);
  writer.flush();
  const reader = GrowingZipReader.open(path);
  writer.finish({ endMs: 1 });
  reader.refresh();
  t.match(reader, { growth: 'ended', frameCount: 1, totalMs: 0 });
  reader.close();
});

t.test('the finished file is opened where there is nothing that grows', async (t) => {
  const { path, writer } = begin();
  writer.addFrame(picture(0), 0);
  writer.finish({ endMs: 40 });
  const reader = openFrameZip(path, { growing: true });
  t.ok(reader instanceof FrameZipReader);
  reader.close();
});

t.test('moving the file changes nothing for those who read', async (t) => {
  const { path, writer } = begin();
  writer.addFrame(picture(0), 0);
  writer.flush();
  const reader = GrowingZipReader.open(path);
  writer.addFrame(picture(1), 40);
  writer.finish({ endMs: 80 });
  renameSync(path, `${path}.moved`);
  t.equal(reader.refresh(), 'ended');
  t.same(decoded(reader, 1), picture(1));
  reader.close();
});

t.test('damage costs the frame, and what depends on it', async (t) => {
  const { path, writer } = begin();
  for (let i = 0; i < 4; i++) writer.addFrame(picture(i), i * 40);
  writer.flush();
  const whole = readFileSync(path);
  const spoilt = Buffer.from(whole);
  spoilt.fill(0xff, 60, 70);
  writeFileSync(path, spoilt);
  const reader = GrowingZipReader.open(path);
  t.equal(reader.seekFrame(0, new Uint8Array(384)), 'damaged');
  t.equal(reader.seekFrame(1, new Uint8Array(384)), 'unreachable');
  writeFileSync(path, whole);
  truncateSync(path, whole.length - 3);
  t.equal(reader.seekFrame(3, new Uint8Array(384)), 'damaged');
  reader.close();
  writer.abort();
});

t.test('a file that does not say how a zip grows is refused', async (t) => {
  const { path, writer } = begin();
  writer.addFrame(picture(0), 0);
  writer.flush();
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(64), Buffer.from('framedgr')]) {
    writeFileSync(growthPath(path), bytes);
    t.throws(() => GrowingZipReader.open(path), { code: 'frame-zip-unreadable' });
  }
  writer.abort();
});

t.test('the first picture is had as soon as there is one, and from the finished file', async (t) => {
  const { path, writer } = begin();
  t.equal(firstPicture(path), undefined);
  writer.addFrame(picture(5), 0);
  writer.flush();
  t.same(firstPicture(path), { geometry, pixels: picture(5) });
  writer.finish({ endMs: 40 });
  t.same(firstPicture(path), { geometry, pixels: picture(5) });
  unlinkSync(path);
  t.equal(firstPicture(path), undefined);
});
