import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstPicture } from '../../../daemon/frames/first-picture.js';
import { FrameZipError } from '../../../daemon/frames/frame-zip-error.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { verifyFrameZip } from '../../../daemon/frames/verify.js';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';
import {
  SAMPLE_HEIGHT,
  SAMPLE_WIDTH,
  sampleEntries,
  sampleManifest,
  samplePixels,
} from '../../daemon/frames/sample-clip.js';
import { type BuiltEntry, buildZip } from '../../daemon/frames/zip-builder.js';
import { SeededChance } from '../../faults/seeded-chance.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { mutateBytes } from '../mutate-bytes.js';

/** A frame zip that somebody sends: opened, looked at as a whole, and each of its frames read, in order and by jumps. */
export async function open(folder: string): Promise<FuzzTarget> {
  const samples = [written(folder), ...built()];
  const path = join(folder, 'input.zip');
  return {
    make: (chance) => (chance.happens(0.3) ? lyingZip(chance) : mutatedZip(samples, chance)),
    async feed(input) {
      writeFileSync(path, input);
      firstPicture(path);
      try {
        const { damagedFrames } = await verifyFrameZip(path);
        readAll(path, new SeededChance(input.length));
        return damagedFrames.length > 0 ? 'damaged' : 'taken';
      } catch (error) {
        if (error instanceof FrameZipError) return error.code;
        throw error;
      }
    },
    close: async () => [],
  };
}

/** A real one has more pixels; these are for the numbers around them. */
const MOST_PIXELS = 1 << 20;

function readAll(path: string, chance: SeededChance): void {
  const reader = FrameZipReader.open(path);
  try {
    if (reader.frameBytes > MOST_PIXELS) return;
    const pixels = new Uint8Array(reader.frameBytes);
    for (let index = 0; index < reader.frameCount; index++) {
      reader.readFrame(index, pixels, pixels);
      reader.frameAt(reader.startMs(index) + reader.durationMs(index) / 2);
    }
    for (let jumps = 8; jumps > 0; jumps--) reader.seekFrame(chance.below(reader.frameCount), pixels, pixels);
  } finally {
    reader.close();
  }
}

/** By framed's own writer: deltas, checksums, durations, DEFLATE. */
function written(folder: string): Buffer {
  const path = join(folder, 'sample.zip');
  const geometry = { width: 32, height: 24 };
  const writer = FrameZipWriter.create(path, { geometry, kind: 'video', slug: 'sample', originalFilename: 'a.mp4' });
  const pixels = new Uint8Array(32 * 24 * 2);
  for (let frame = 0; frame < 12; frame++) {
    pixels.fill(frame, 64 * frame, 64 * frame + 300);
    writer.addFrame(pixels, frame * frame * 10);
  }
  writer.finish({ endMs: 2000 });
  return readFileSync(path);
}

function built(): Buffer[] {
  const entries = sampleEntries();
  const deflated = entries.map((entry) => ({ ...entry, method: 8 }));
  return [
    buildZip(entries),
    buildZip(deflated),
    buildZip(entries, { zip64: {} }),
    buildZip(deflated, { comment: Buffer.alloc(40) }),
  ];
}

/** What stands at the end says where everything is, and how much. */
const DIRECTORY_BYTES = 400;

function mutatedZip(samples: readonly Buffer[], chance: SeededChance): Buffer {
  const sample = chance.oneOf(samples) ?? Buffer.alloc(0);
  const where = [
    { begin: Math.max(0, sample.length - DIRECTORY_BYTES), end: sample.length },
    { begin: 0, end: 100 },
  ];
  return mutateBytes(sample, chance, { others: samples, where });
}

const NUMBERS = [0, 1, 2, 16, 17, 0xffff, 0x7fffffff, 0xffffffff, 153_600];
const METHODS = [0, 8, 9, 14, 99];
const NAMES = [
  'frame_000001.rgb',
  'frame_000002.xor',
  'frame_000009.rgb',
  'metadata.json',
  '../a',
  'a\\b',
  '',
  'notes.txt',
];
const FIELDS: readonly Readonly<Record<string, unknown>>[] = [
  ...[{ width: 0 }, { width: 65_535, height: 65_535 }, { height: -1 }, { frame_count: 1e9 }, { frame_count: 2 }],
  ...[
    { fps: 0 },
    { fps: 1e-9 },
    { fps: '25' },
    { type: 'image' },
    { format: 'rgb888' },
    { version: 3 },
    { version: 2, delta: 'xor' },
  ],
  ...[
    { version: 2, durations_ms: [1, 2] },
    { version: 2, durations_ms: [1, 2, 1e300] },
    { byte_order: 'little' },
    { slug: null },
  ],
  ...[
    { checksum: 'crc32-stored', version: 2 },
    { width: SAMPLE_HEIGHT, height: SAMPLE_WIDTH },
  ],
];

/** A zip that is well made, but of records that contradict each other. */
function lyingZip(chance: SeededChance): Buffer {
  const number = () => chance.oneOf(NUMBERS) ?? 0;
  const lies: (() => Partial<BuiltEntry>)[] = [
    ...[() => ({ name: chance.oneOf(NAMES) ?? '' }), () => ({ method: chance.oneOf(METHODS) ?? 0 })],
    ...[() => ({ plainBytes: number() }), () => ({ storedBytes: number() }), () => ({ offset: number() })],
    ...[
      () => ({ crc: number() }),
      () => ({ flags: chance.below(0x10000) }),
      () => ({ data: samplePixels(chance.below(9)) }),
    ],
    ...[() => ({ stored: chance.bytes(chance.below(40)), method: 8 }), () => ({ local: { plainBytes: number() } })],
    ...[
      () => ({ centralExtra: chance.bytes(chance.below(40)) }),
      () => ({ localExtra: chance.bytes(chance.below(40)) }),
    ],
  ];
  const manifest = sampleManifest(chance.happens(0.5) ? chance.oneOf(FIELDS) : {});
  const entries = [...sampleEntries().slice(0, -1), manifest].map((entry) =>
    chance.happens(0.4) ? { ...entry, ...chance.oneOf(lies)?.() } : entry,
  );
  const extra = Array.from({ length: chance.below(3) }, () => chance.oneOf(entries) ?? []).flat();
  return buildZip([...entries, ...extra], {
    ...(chance.happens(0.2) && { entries: number() & 0xffff }),
    ...(chance.happens(0.2) && { directoryBytes: number() }),
    ...(chance.happens(0.2) && { directoryOffset: number() }),
    ...(chance.happens(0.2) && { zip64: { entries: BigInt(number()), position: BigInt(number()) } }),
  });
}
