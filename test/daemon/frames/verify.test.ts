import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { verifyFrameZip } from '../../../daemon/frames/verify.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { sampleEntries, sampleFrame, sampleManifest } from './sample-clip.js';
import { buildZip, extraField, u32 } from './zip-builder.js';

function place(t: Test, zip: Buffer): string {
  const path = join(t.testdir(), 'x.zip');
  writeFileSync(path, zip);
  return path;
}

t.test('a sound zip has nothing to report', async (t) => {
  const path = join(packageRoot, 'test/fixtures/loop-format-bunny.zip');
  t.match(await verifyFrameZip(path), {
    manifest: { frameCount: 12 },
    durationMs: 480,
    fullFrames: 12,
    deltaFrames: 0,
    damagedFrames: [],
    unreachableFrames: [],
  });
});

t.test('damaged frames are listed, and the deltas that are lost with them', async (t) => {
  const entries = [
    sampleFrame(0),
    sampleFrame(1, { name: 'frame_000002.xor', crc: 9 }),
    sampleFrame(2, { name: 'frame_000003.xor' }),
    sampleFrame(3),
    sampleFrame(4, { name: 'frame_000005.xor' }),
    sampleManifest({ frame_count: 5, delta: 'xor' }),
  ];
  t.match(await verifyFrameZip(place(t, buildZip(entries))), {
    fullFrames: 2,
    deltaFrames: 3,
    damagedFrames: [1],
    unreachableFrames: [2],
  });
});

t.test('both checksums must be right', async (t) => {
  const entries = [
    sampleFrame(0, { crc: 3, centralExtra: extraField(0x7266, u32(4)) }),
    sampleFrame(1),
    sampleFrame(2),
  ];
  const path = place(t, buildZip([...entries, sampleManifest({ checksum: 'crc32-stored' })]));
  t.match(await verifyFrameZip(path), { damagedFrames: [0] });
});

t.test('a local header that contradicts the directory is refused', async (t) => {
  for (const local of [{ name: 'frame_000002.rgb' }, { plainBytes: 17 }, { crc: 4 }, { method: 8 }, { flags: 8 }]) {
    const path = place(t, buildZip([...sampleEntries().slice(0, 2), sampleFrame(2, { local }), sampleManifest()]));
    await t.rejects(verifyFrameZip(path), { code: 'frame-zip-header-mismatch', message: /frame 3/ });
  }
});

t.test('a local header of another kind of frame is refused', async (t) => {
  const entries = [sampleFrame(0, { local: { name: 'frame_000001.xor' } }), sampleFrame(1), sampleFrame(2)];
  await t.rejects(verifyFrameZip(place(t, buildZip([...entries, sampleManifest()]))), {
    code: 'frame-zip-header-mismatch',
  });
});

t.test('a local extra field that reaches into the next entry is refused', async (t) => {
  const zip = buildZip(sampleEntries());
  const extraLengthAt = 28;
  zip.writeUInt16LE(30, extraLengthAt);
  await t.rejects(verifyFrameZip(place(t, zip)), { code: 'frame-zip-entries-overlap' });
});

t.test('it can be called off', async (t) => {
  const entries = Array.from({ length: 5000 }, (_, i) => sampleFrame(i));
  const path = place(t, buildZip([...entries, sampleManifest({ frame_count: 5000 })]));
  await t.rejects(verifyFrameZip(path, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

t.test('what open refuses, it refuses', async (t) => {
  await t.rejects(verifyFrameZip(place(t, Buffer.alloc(0))), { code: 'frame-zip-not-a-zip' });
});
