import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { SAMPLE_FRAME_BYTES, sampleEntries, sampleFrame, sampleManifest, samplePixels } from './sample-clip.js';
import { type BuiltEntry, buildZip, extraField, u32, u64 } from './zip-builder.js';

const LOOP_ZIP = join(packageRoot, 'test/fixtures/loop-format-bunny.zip');

function openBuilt(t: Test, zip: Buffer): FrameZipReader {
  const path = join(t.testdir(), 'built.zip');
  writeFileSync(path, zip);
  const reader = FrameZipReader.open(path);
  t.teardown(() => reader.close());
  return reader;
}

function read(reader: FrameZipReader, index: number): string | Uint8Array {
  const pixels = new Uint8Array(reader.frameBytes);
  const result = reader.readFrame(index, pixels);
  return result === 'ok' ? pixels : result;
}

/** Writes portions at places; what is between them takes no room. */
function writeSparse(path: string, portions: [position: number, bytes: Uint8Array][]): void {
  const descriptor = openSync(path, 'w');
  for (const [position, bytes] of portions) writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

/** The end records of an empty zip, which know nothing else than where the directory of another lies. */
function zip64Tail(entries: number, directoryOffset: bigint, directoryBytes: number): Buffer {
  return buildZip([], {
    entries,
    directoryBytes,
    directoryOffset: 0xffffffff,
    zip64: {
      entries: BigInt(entries),
      directoryBytes: BigInt(directoryBytes),
      directoryOffset,
      position: directoryOffset + BigInt(directoryBytes),
    },
  });
}

/** Frame 0 full, then deltas. */
function deltaClip(
  frames: number,
  change: (entry: BuiltEntry, index: number) => BuiltEntry = (entry) => entry,
): Buffer {
  const entries = Array.from({ length: frames }, (_, index) => {
    const before = index === 0 ? new Uint8Array(SAMPLE_FRAME_BYTES) : samplePixels(index - 1);
    const data = samplePixels(index).map((byte, at) => byte ^ (before[at] ?? 0));
    const name = `frame_${String(index + 1).padStart(6, '0')}.${index === 0 ? 'rgb' : 'xor'}`;
    return change({ name, data }, index);
  });
  return buildZip([...entries, sampleManifest({ frame_count: frames, delta: 'xor', version: 2 })]);
}

t.test('a zip that LOOP made is read, all frames', (t) => {
  const reader = FrameZipReader.open(LOOP_ZIP);
  t.match(reader.manifest, {
    version: 1,
    kind: 'video',
    width: 320,
    height: 240,
    frameCount: 12,
    byteOrder: 'big',
    fps: 25,
  });
  t.same(reader.geometry, { width: 320, height: 240 });
  t.equal(reader.totalMs, 480);
  const seen = new Set<string>();
  for (let i = 0; i < reader.frameCount; i++) seen.add(Buffer.from(read(reader, i)).toString('latin1'));
  t.equal(seen.size, 12);
  reader.close();
  reader.close();
  t.end();
});

t.test('frames are found whatever the order of the entries, deflated or not', (t) => {
  const entries = [sampleFrame(2), sampleManifest(), sampleFrame(0, { method: 8 }), sampleFrame(1)];
  const reader = openBuilt(
    t,
    buildZip(entries, { comment: Buffer.from('made by hand'), beforeDirectory: Buffer.alloc(3) }),
  );
  for (let i = 0; i < 3; i++) t.same(read(reader, i), samplePixels(i));
  t.end();
});

t.test('files beside the frames are passed over', (t) => {
  const others = ['readme.txt', 'frame_1.rgb', 'frame_0000001.rgb', 'FRAME_000001.RGB'].map((name) => ({
    name,
    data: Buffer.of(1),
  }));
  t.same(read(openBuilt(t, buildZip([...others, ...sampleEntries()])), 2), samplePixels(2));
  t.end();
});

t.test('data descriptors, extra fields and honest zip64 are read', (t) => {
  const streamed = { flags: 8, local: { crc: 0, storedBytes: 0, plainBytes: 0 }, descriptor: Buffer.alloc(16) };
  const wideLocal = {
    local: { storedBytes: 0xffffffff, plainBytes: 0xffffffff },
    localExtra: extraField(1, u64(16n), u64(16n)),
  };
  const wide = { plainBytes: 0xffffffff, offset: 0xffffffff, centralExtra: extraField(1, u64(16n), u64(0n)) };
  const entries = [
    sampleFrame(0, { ...wide, ...wideLocal }),
    sampleFrame(1, streamed),
    sampleFrame(2, { localExtra: extraField(0x5455, u32(0)), centralExtra: extraField(0x5455, u32(0)) }),
    sampleManifest({}, { ...streamed, method: 8 }),
  ];
  const reader = openBuilt(t, buildZip(entries, { zip64: {}, entries: 0xffff }));
  for (let i = 0; i < 3; i++) t.same(read(reader, i), samplePixels(i));
  t.end();
});

t.test('little-endian pixels come out big-endian', (t) => {
  const entries = [sampleFrame(0), sampleFrame(1), sampleFrame(2), sampleManifest({ byte_order: 'little' })];
  t.same(read(openBuilt(t, buildZip(entries)), 1), Buffer.from(samplePixels(1)).swap16());
  t.end();
});

t.test('an image is one frame without end', (t) => {
  const reader = openBuilt(t, buildZip([sampleFrame(0), sampleManifest({ type: 'image', frame_count: 1, fps: 0 })]));
  t.equal(reader.manifest.fps, 0);
  t.equal(reader.totalMs, 0);
  t.equal(reader.durationMs(0), 0);
  t.equal(reader.frameAt(1e9), 0);
  t.end();
});

t.test('a damaged frame costs that frame, and leaves the picture alone', (t) => {
  const damages: Partial<BuiltEntry>[] = [
    { crc: 1 },
    { method: 8, stored: Buffer.alloc(16, 0xff) },
    { method: 8, data: new Uint8Array(15), plainBytes: 16 },
    { method: 8, data: new Uint8Array(17), plainBytes: 16 },
    { local: { storedBytes: 17 } },
    { local: { name: 'frame_000001.rgb' } },
    { local: { method: 8 } },
    { local: { flags: 8 } },
  ];
  for (const damage of damages) {
    const reader = openBuilt(t, buildZip([sampleFrame(0), sampleFrame(1, damage), sampleFrame(2), sampleManifest()]));
    const pixels = new Uint8Array(SAMPLE_FRAME_BYTES);
    t.equal(reader.readFrame(0, pixels), 'ok');
    t.equal(reader.readFrame(1, pixels, pixels), 'damaged', JSON.stringify(damage));
    t.same(pixels, samplePixels(0));
    t.equal(reader.readFrame(2, pixels), 'ok');
    t.same(pixels, samplePixels(2));
  }
  t.end();
});

t.test('a wrong checksum of the stored data is damage, also where the CRC would be right', (t) => {
  const entries = [sampleFrame(0, { centralExtra: extraField(0x7266, u32(1)) }), sampleFrame(1), sampleFrame(2)];
  t.equal(read(openBuilt(t, buildZip([...entries, sampleManifest({ checksum: 'crc32-stored' })])), 0), 'damaged');
  t.same(read(openBuilt(t, buildZip([...entries, sampleManifest()])), 0), samplePixels(0), 'not declared, not used');
  t.end();
});

t.test('a file that is cut while it is open costs the frames that are gone', (t) => {
  const path = join(t.testdir(), 'cut.zip');
  writeFileSync(path, buildZip(sampleEntries()));
  const reader = FrameZipReader.open(path);
  truncateSync(path, 70);
  t.same(read(reader, 0), samplePixels(0));
  t.equal(read(reader, 2), 'damaged');
  reader.close();
  t.end();
});

t.test('deltas are applied one after the other, in place or from slot to slot', (t) => {
  const reader = openBuilt(t, deltaClip(8));
  t.equal(reader.keyFrameAt(7), 0);
  const ring = new SharedArrayBuffer(3 * SAMPLE_FRAME_BYTES);
  const slot = (i: number): Uint8Array => new Uint8Array(ring, (i % 3) * SAMPLE_FRAME_BYTES, SAMPLE_FRAME_BYTES);
  for (let i = 0; i < 8; i++) {
    t.equal(reader.readFrame(i, slot(i), i === 0 ? undefined : slot(i - 1)), 'ok');
    t.same(slot(i), samplePixels(i));
  }
  t.end();
});

t.test('a delta without its frame before is unreachable, never garbage', (t) => {
  const reader = openBuilt(t, deltaClip(4));
  const pixels = new Uint8Array(SAMPLE_FRAME_BYTES);
  const other = new Uint8Array(SAMPLE_FRAME_BYTES);
  t.equal(reader.readFrame(1, pixels, pixels), 'unreachable', 'nothing was read yet');
  t.equal(reader.readFrame(0, pixels), 'ok');
  t.equal(reader.readFrame(1, pixels), 'unreachable', 'no frame before was given');
  t.equal(reader.readFrame(1, pixels, other), 'unreachable', 'another buffer was given');
  t.equal(reader.readFrame(2, pixels, pixels), 'unreachable', 'a frame was skipped');
  t.same(pixels, samplePixels(0), 'the picture is left alone');
  t.equal(reader.readFrame(1, other, pixels), 'ok');
  t.same(other, samplePixels(1));
  t.equal(reader.readFrame(2, pixels, pixels), 'unreachable', 'the frame before is in the other buffer');
  t.end();
});

t.test('after a damaged frame its deltas are unreachable until the next full frame', (t) => {
  const clip = deltaClip(6, (entry, index) => {
    if (index === 2) return { ...entry, crc: 7 };
    return index === 4 ? sampleFrame(4) : entry;
  });
  const reader = openBuilt(t, clip);
  const pixels = new Uint8Array(SAMPLE_FRAME_BYTES);
  const results = Array.from({ length: 6 }, (_, i) => reader.readFrame(i, pixels, pixels));
  t.same(results, ['ok', 'ok', 'damaged', 'unreachable', 'ok', 'ok']);
  t.same(pixels, samplePixels(5));
  t.equal(reader.seekFrame(3, pixels), 'unreachable');
  t.equal(reader.seekFrame(2, pixels), 'damaged');
  t.same(pixels, samplePixels(1), 'what could be had');
  t.end();
});

t.test('a seek decodes from the full frame, or goes on from where the picture is', (t) => {
  const reader = openBuilt(t, deltaClip(9));
  const a = new Uint8Array(SAMPLE_FRAME_BYTES);
  const b = new Uint8Array(SAMPLE_FRAME_BYTES);
  const steps: [number, Uint8Array, Uint8Array | undefined][] = [
    [5, a, undefined],
    [8, b, a],
    [2, a, b],
    [2, a, a],
    [0, b, undefined],
    [3, b, a],
  ];
  for (const [index, into, previous] of steps) {
    t.equal(reader.seekFrame(index, into, previous), 'ok');
    t.same(into, samplePixels(index));
  }
  t.end();
});

t.test('a frame or a buffer that cannot be meant is an error of the caller', (t) => {
  const reader = openBuilt(t, buildZip(sampleEntries()));
  for (const index of [-1, 3, 0.5, Number.NaN]) {
    t.throws(() => reader.readFrame(index, new Uint8Array(SAMPLE_FRAME_BYTES)), RangeError);
  }
  t.throws(() => reader.readFrame(0, new Uint8Array(SAMPLE_FRAME_BYTES + 1)), RangeError);
  t.throws(() => reader.seekFrame(3, new Uint8Array(SAMPLE_FRAME_BYTES)), RangeError);
  t.end();
});

t.test('an archive beyond 4 GiB is read by position', (t) => {
  const path = join(t.testdir(), 'far.zip');
  const far = 5n * 1024n ** 3n;
  const entries = [
    sampleFrame(0),
    sampleFrame(1, { offset: 0xffffffff, centralExtra: extraField(1, u64(far)) }),
    sampleManifest({ frame_count: 2 }),
  ];
  const near = buildZip(entries);
  const directoryAt = near.readUInt32LE(near.length - 6);
  const second = near.indexOf('frame_000002.rgb') - 30;
  const record = near.subarray(second, second + 30 + 16 + SAMPLE_FRAME_BYTES);
  const directory = near.subarray(directoryAt, near.length - 22);
  writeSparse(path, [
    [0, near.subarray(0, directoryAt)],
    [Number(far), record],
    [Number(far) + record.length, directory],
    [Number(far) + record.length + directory.length, zip64Tail(3, far + BigInt(record.length), directory.length)],
  ]);
  const reader = FrameZipReader.open(path);
  t.same(read(reader, 1), samplePixels(1));
  t.same(read(reader, 0), samplePixels(0));
  reader.close();
  t.end();
});
