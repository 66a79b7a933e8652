import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { FrameZipErrorCode } from '../../../daemon/frames/frame-zip-error.js';
import type { FrameZipLimits } from '../../../daemon/frames/limits.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { sampleEntries, sampleFrame, sampleManifest, samplePixels } from './sample-clip.js';
import { type BuiltEntry, buildZip, extraField, u16, u32, u64 } from './zip-builder.js';

/** A sound zip with one entry replaced or added. */
function withEntry(entry: BuiltEntry): Buffer {
  return buildZip([...sampleEntries().filter(({ name }) => name !== entry.name), entry]);
}

function withManifest(changes: Record<string, unknown>): Buffer {
  return withEntry(sampleManifest(changes));
}

function withManifestText(text: string): Buffer {
  return withEntry({ name: 'metadata.json', data: Buffer.from(text) });
}

const sound = buildZip(sampleEntries());
const soundEnd = sound.subarray(sound.length - 22);

const cases: Record<string, [FrameZipErrorCode, Buffer]> = {
  'an empty file': ['frame-zip-not-a-zip', Buffer.alloc(0)],
  'something that is no zip': ['frame-zip-not-a-zip', Buffer.alloc(100_000, 'MOV')],
  'a zip cut off in the data': ['frame-zip-truncated', sound.subarray(0, 60)],
  'a zip cut off in the directory': ['frame-zip-truncated', sound.subarray(0, sound.length - 40)],
  'a zip cut off in the end record': ['frame-zip-truncated', sound.subarray(0, sound.length - 1)],
  'a zip with something behind it': ['frame-zip-truncated', Buffer.concat([sound, Buffer.from('x')])],
  'a zip with something in front of it': ['frame-zip-directory-invalid', Buffer.concat([Buffer.from('x'), sound])],
  'an end record inside the comment': [
    'frame-zip-directory-invalid',
    buildZip(sampleEntries(), { comment: Buffer.concat([Buffer.alloc(9), soundEnd]) }),
  ],
  'one part of a split zip': ['frame-zip-directory-invalid', buildZip(sampleEntries(), { disk: 1 })],
  'two entry counts': ['frame-zip-directory-invalid', buildZip(sampleEntries(), { entriesHere: 3 })],
  'fewer entries than there are': ['frame-zip-directory-invalid', buildZip(sampleEntries(), { entries: 3 })],
  'more entries than there are': ['frame-zip-directory-invalid', buildZip(sampleEntries(), { entries: 5 })],
  'more entries than the directory could hold': [
    'frame-zip-directory-invalid',
    buildZip(sampleEntries(), { entries: 60_000 }),
  ],
  'a directory that begins elsewhere': [
    'frame-zip-directory-invalid',
    buildZip(sampleEntries(), { directoryOffset: 10 }),
  ],
  'a directory that is longer': ['frame-zip-directory-invalid', buildZip(sampleEntries(), { directoryBytes: 400 })],
  'something between directory and end': [
    'frame-zip-directory-invalid',
    buildZip(sampleEntries(), { afterDirectory: Buffer.alloc(5) }),
  ],
  'an extra field longer than its room': [
    'frame-zip-directory-invalid',
    withEntry(sampleFrame(2, { centralExtra: Buffer.concat([u16(0x7266), u16(99), u32(0)]) })),
  ],

  'a zip64 end that is not there': [
    'frame-zip-zip64-invalid',
    buildZip(sampleEntries(), { directoryOffset: 0xffffffff }),
  ],
  'a zip64 end with another count': ['frame-zip-zip64-invalid', buildZip(sampleEntries(), { zip64: { entries: 3n } })],
  'a zip64 end with another place': [
    'frame-zip-zip64-invalid',
    buildZip(sampleEntries(), { zip64: { directoryOffset: 1n } }),
  ],
  'a zip64 end beyond any file': [
    'frame-zip-zip64-invalid',
    buildZip(sampleEntries(), { directoryOffset: 0xffffffff, zip64: { directoryOffset: 1n << 63n } }),
  ],
  'a zip64 locator that leads elsewhere': [
    'frame-zip-zip64-invalid',
    buildZip(sampleEntries(), { zip64: { position: 3n } }),
  ],
  'a zip64 locator that leads behind itself': [
    'frame-zip-zip64-invalid',
    buildZip(sampleEntries(), { zip64: { position: 1n << 40n } }),
  ],
  'a zip64 end without its signature': [
    'frame-zip-zip64-invalid',
    buildZip(sampleEntries(), { zip64: { signature: 0 } }),
  ],
  'a zip64 field that is not there': ['frame-zip-zip64-invalid', withEntry(sampleFrame(2, { plainBytes: 0xffffffff }))],
  'a zip64 field that is too short': [
    'frame-zip-zip64-invalid',
    withEntry(sampleFrame(2, { offset: 0xffffffff, centralExtra: extraField(1, u32(0)) })),
  ],
  'a zip64 field beyond any file': [
    'frame-zip-zip64-invalid',
    withEntry(sampleFrame(2, { offset: 0xffffffff, centralExtra: extraField(1, u64(1n << 62n)) })),
  ],

  'a hundred files that are no frames': [
    'frame-zip-too-many-entries',
    buildZip([...sampleEntries(), ...Array.from({ length: 100 }, (_, i) => ({ name: `x${i}`, data: Buffer.of(1) }))]),
  ],
  'a name that climbs': ['frame-zip-name-unsafe', withEntry({ name: '../../etc/passwd', data: Buffer.of(1) })],
  'an absolute name': ['frame-zip-name-unsafe', withEntry({ name: '/etc/passwd', data: Buffer.of(1) })],
  'a name for another system': ['frame-zip-name-unsafe', withEntry({ name: 'C:\\x', data: Buffer.of(1) })],
  'a name with a zero byte': ['frame-zip-name-unsafe', withEntry({ name: 'x\0.rgb', data: Buffer.of(1) })],
  'a name of two dots': ['frame-zip-name-unsafe', withEntry({ name: '..', data: Buffer.of(1) })],
  'an empty name': ['frame-zip-name-unsafe', withEntry({ name: '', data: Buffer.of(1) })],
  'a name without end': ['frame-zip-name-unsafe', withEntry({ name: 'x'.repeat(60_000), data: Buffer.of(1) })],
  'a folder': [
    'frame-zip-name-unsafe',
    buildZip(sampleEntries().map((entry) => ({ ...entry, name: `clip/${entry.name}` }))),
  ],
  'a frame twice': ['frame-zip-name-duplicate', buildZip([...sampleEntries(), sampleFrame(1)])],
  'a frame full and as a delta': [
    'frame-zip-name-duplicate',
    buildZip([...sampleEntries(), sampleFrame(1, { name: 'frame_000002.xor' })]),
  ],
  'two manifests': ['frame-zip-name-duplicate', buildZip([...sampleEntries(), sampleManifest({ fps: 1 })])],
  'an encrypted frame': ['frame-zip-encrypted', withEntry(sampleFrame(2, { flags: 1 }))],
  'a strongly encrypted frame': ['frame-zip-encrypted', withEntry(sampleFrame(2, { flags: 0x41 }))],
  'a masked directory': ['frame-zip-encrypted', withEntry(sampleFrame(2, { flags: 0x2000 }))],
  'a method unknown to zips of 1993': ['frame-zip-method-unsupported', withEntry(sampleFrame(2, { method: 93 }))],
  'patched data': ['frame-zip-method-unsupported', withEntry(sampleFrame(2, { flags: 0x20 }))],
  'an entry behind the directory': ['frame-zip-entry-outside', withEntry(sampleFrame(2, { offset: 1_000_000 }))],
  'an entry that reaches into the directory': ['frame-zip-entry-outside', withEntry(sampleFrame(2, { offset: 400 }))],
  'an entry in zip64 far away': [
    'frame-zip-entry-outside',
    withEntry(sampleFrame(2, { offset: 0xffffffff, centralExtra: extraField(1, u64(1n << 50n)) })),
  ],
  'all frames in the same bytes': [
    'frame-zip-entries-overlap',
    buildZip([sampleFrame(0), sampleFrame(1, { offset: 0 }), sampleFrame(2, { offset: 0 }), sampleManifest()]),
  ],
  'a frame inside another': ['frame-zip-entries-overlap', withEntry(sampleFrame(2, { offset: 5 }))],

  'a frame one byte short': ['frame-zip-frame-size', withEntry(sampleFrame(2, { data: new Uint8Array(15) }))],
  'frames of another size than the picture': ['frame-zip-frame-size', withManifest({ width: 5 })],
  'empty frames': ['frame-zip-frame-size', buildZip([sampleFrame(0, { data: new Uint8Array(0) }), sampleManifest()])],
  'a frame of 4 GB': [
    'frame-zip-too-large',
    buildZip([sampleFrame(0, { plainBytes: 0xfffffffe, storedBytes: 16 }), sampleManifest()]),
  ],
  'a stored frame that is said to be shorter': [
    'frame-zip-ratio-impossible',
    withEntry(sampleFrame(0, { storedBytes: 15 })),
  ],
  'a ratio beyond DEFLATE': [
    'frame-zip-ratio-impossible',
    buildZip([
      sampleFrame(0, { method: 8, data: new Uint8Array(200_000), stored: new Uint8Array(100), storedBytes: 100 }),
      sampleManifest(),
    ]),
  ],
  'a frame blown up by its method': [
    'frame-zip-ratio-impossible',
    withEntry(sampleFrame(2, { method: 8, stored: new Uint8Array(9000) })),
  ],
  'a missing frame': ['frame-zip-frame-missing', buildZip([sampleFrame(0), sampleFrame(2), sampleManifest()])],
  'no first frame': ['frame-zip-frame-missing', buildZip([sampleFrame(1), sampleManifest({ frame_count: 1 })])],
  'no frames': ['frame-zip-frame-missing', buildZip([sampleManifest()])],
  'a frame number beyond the entries': ['frame-zip-frame-missing', withEntry(sampleFrame(900_000))],
  'a delta first': [
    'frame-zip-delta-invalid',
    buildZip([
      sampleFrame(0, { name: 'frame_000001.xor' }),
      sampleFrame(1),
      sampleFrame(2),
      sampleManifest({ delta: 'xor' }),
    ]),
  ],
  'a delta that is not declared': [
    'frame-zip-delta-invalid',
    buildZip([sampleFrame(0), sampleFrame(1, { name: 'frame_000002.xor' }), sampleFrame(2), sampleManifest()]),
  ],
  'a seek without end': [
    'frame-zip-delta-invalid',
    buildZip([
      ...Array.from({ length: 300 }, (_, i) => ({
        name: `frame_${String(i + 1).padStart(6, '0')}.${i === 0 ? 'rgb' : 'xor'}`,
        data: samplePixels(i),
      })),
      sampleManifest({ frame_count: 300, delta: 'xor' }),
    ]),
  ],

  'no manifest': ['frame-zip-metadata-missing', buildZip([sampleFrame(0), sampleFrame(1)])],
  'a manifest without end': [
    'frame-zip-too-large',
    withEntry({ name: 'metadata.json', data: new Uint8Array(70_000), method: 8 }),
  ],
  'a damaged manifest': ['frame-zip-metadata-invalid', withEntry(sampleManifest({}, { crc: 1 }))],
  'a manifest that does not inflate': [
    'frame-zip-metadata-invalid',
    withEntry(sampleManifest({}, { method: 8, stored: Buffer.alloc(100, 0xff) })),
  ],
  'a manifest that inflates to more than it says': [
    'frame-zip-metadata-invalid',
    withEntry({ name: 'metadata.json', data: new Uint8Array(60_000), method: 8, plainBytes: 1000 }),
  ],
  'a manifest whose local header says otherwise': [
    'frame-zip-header-mismatch',
    withEntry(sampleManifest({}, { local: { storedBytes: 3 } })),
  ],
  'a manifest whose local header has another name': [
    'frame-zip-header-mismatch',
    withEntry(sampleManifest({}, { local: { name: 'metadata.jsom' } })),
  ],
  'a manifest that is no JSON': ['frame-zip-metadata-invalid', withManifestText('{"fps": NaN}')],
  'a manifest that is no UTF-8': [
    'frame-zip-metadata-invalid',
    withEntry({ name: 'metadata.json', data: Buffer.from('{"slug":"\xff"}', 'latin1') }),
  ],
  'a manifest that is a list': ['frame-zip-metadata-invalid', withManifestText('[]')],
  'a manifest nested without end': ['frame-zip-metadata-invalid', withManifestText('['.repeat(60_000))],
  'more frames than there are': ['frame-zip-metadata-invalid', withManifest({ frame_count: 4 })],
  'fewer frames than there are': ['frame-zip-metadata-invalid', withManifest({ frame_count: 2 })],
  'a width of 0': ['frame-zip-metadata-invalid', withManifest({ width: 0 })],
  'a width beyond any display': ['frame-zip-metadata-invalid', withManifest({ width: 1e9 })],
  'a width that is a text': ['frame-zip-metadata-invalid', withManifest({ width: '4' })],
  'half a pixel': ['frame-zip-metadata-invalid', withManifest({ height: 1.5 })],
  'a picture beyond any memory': ['frame-zip-too-large', withManifest({ width: 4096, height: 4096 })],
  'an infinite rate': ['frame-zip-metadata-invalid', withManifestText(manifestText().replace('25', '1e999'))],
  'a negative rate': ['frame-zip-metadata-invalid', withManifest({ fps: -25 })],
  'a video that stands still': ['frame-zip-metadata-invalid', withManifest({ fps: 0 })],
  'a rate of one frame a century': ['frame-zip-metadata-invalid', withManifest({ fps: 3e-10 })],
  'no rate': ['frame-zip-metadata-invalid', withManifest({ fps: undefined })],
  'an image of three frames': ['frame-zip-metadata-invalid', withManifest({ type: 'image' })],
  'an unknown type': ['frame-zip-metadata-invalid', withManifest({ type: 'sound' })],
  'a slug that is no text': ['frame-zip-metadata-invalid', withManifest({ slug: {} })],
  'two durations for three frames': ['frame-zip-metadata-invalid', withManifest({ durations_ms: [1, 2] })],
  'a duration of 0': ['frame-zip-metadata-invalid', withManifest({ durations_ms: [1, 0, 2] })],
  'a duration of a year': ['frame-zip-metadata-invalid', withManifest({ durations_ms: [1, 3e10, 2] })],
  'a duration that is none': ['frame-zip-metadata-invalid', withManifest({ durations_ms: [1, null, 2] })],
  'an unknown byte order': ['frame-zip-metadata-invalid', withManifest({ byte_order: 'middle' })],
  'another pixel format': ['frame-zip-version-unsupported', withManifest({ format: 'rgb888' })],
  'a later version': ['frame-zip-version-unsupported', withManifest({ version: 3 })],
  'a delta of another kind': ['frame-zip-version-unsupported', withManifest({ delta: 'motion' })],
};

function manifestText(): string {
  return Buffer.from(sampleManifest().data).toString('utf8');
}

for (const [what, [code, zip]] of Object.entries(cases)) {
  t.test(`${what} is refused at open`, (t) => {
    const path = join(t.testdir(), 'hostile.zip');
    writeFileSync(path, zip);
    t.throws(() => FrameZipReader.open(path), { name: 'FrameZipError', code, message: /^.{10,}[.]$/ });
    t.end();
  });
}

t.test('what the cases are made from is accepted', (t) => {
  const path = join(t.testdir(), 'sound.zip');
  writeFileSync(path, sound);
  FrameZipReader.open(path).close();
  t.end();
});

t.test('what is beyond the limits of the caller is refused at open', (t) => {
  const path = join(t.testdir(), 'sound.zip');
  writeFileSync(path, sound);
  const refusals: [Partial<FrameZipLimits>, FrameZipErrorCode][] = [
    [{ maxEntries: 3 }, 'frame-zip-too-many-entries'],
    [{ maxFrameBytes: 15 }, 'frame-zip-too-large'],
    [{ maxDimensionPx: 3 }, 'frame-zip-metadata-invalid'],
  ];
  for (const [limits, code] of refusals) t.throws(() => FrameZipReader.open(path, limits), { code });
  t.end();
});

t.test('what is no regular file is refused, and nothing waits for it', (t) => {
  const folder = t.testdir();
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  for (const name of ['fifo', 'missing', '.']) {
    t.throws(() => FrameZipReader.open(join(folder, name)), { code: 'frame-zip-unreadable' });
  }
  t.throws(() => FrameZipReader.open('/dev/zero'), { code: 'frame-zip-unreadable' });
  t.end();
});
