import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnimatedWebp, standaloneWebp, WebpStructureError } from '../../../daemon/convert/animated-webp.js';
import { ConvertError } from '../../../daemon/convert/convert-error.js';
import { exifOrientation } from '../../../daemon/convert/exif.js';
import { blankHeif } from '../../../daemon/convert/metadata/blank-heif.js';
import { DamagedPicture } from '../../../daemon/convert/metadata/damaged-picture.js';
import { stripGif } from '../../../daemon/convert/metadata/strip-gif.js';
import { stripJpeg } from '../../../daemon/convert/metadata/strip-jpeg.js';
import { stripPng } from '../../../daemon/convert/metadata/strip-png.js';
import { stripWebp } from '../../../daemon/convert/metadata/strip-webp.js';
import { SNIFF_BYTES, sniff } from '../../../daemon/convert/sniff.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { tellingGif, tellingJpeg, tellingPng, tellingWebp } from '../../daemon/convert/metadata/telling-files.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { mutateBytes } from '../mutate-bytes.js';

const SIZE = { width: 32, height: 24 };

/** What the daemon itself reads of pictures: what they are, which way is up, what they tell, and the frames of an animated WebP. */
export async function open(folder: string): Promise<FuzzTarget> {
  const make = samplePictures(folder);
  const samples = [
    tellingJpeg(make('a.jpg')),
    tellingPng(make('a.png')),
    tellingWebp(make('a.webp'), SIZE),
    make('moving.webp'),
    tellingGif(make('a.gif')),
    heicHead(),
  ];
  const path = join(folder, 'input');
  return {
    make: (chance) => {
      const sample = chance.oneOf(samples) ?? Buffer.alloc(0);
      return mutateBytes(sample, chance, { others: samples, where: [{ begin: 0, end: Math.min(sample.length, 600) }] });
    },
    async feed(input) {
      try {
        const { way } = sniff(input.subarray(0, SNIFF_BYTES), 'input');
        exifOrientation(input);
        if (way === 'animated-webp') await readWebp(path, input);
        stripperOf(input)(input);
        return 'taken';
      } catch (error) {
        if (error instanceof ConvertError) return error.code;
        if (error instanceof DamagedPicture || error instanceof WebpStructureError) return 'damaged';
        throw error;
      }
    },
    close: async () => [],
  };
}

/** By one run of ffmpeg: starting it costs more than the pictures. */
function samplePictures(folder: string): (name: string) => Buffer {
  const source = `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=10:duration=0.3`;
  const path = (name: string) => join(folder, name);
  const stills = ['a.jpg', 'a.png', 'a.webp'].flatMap((name) => ['-frames:v', '1', path(name)]);
  const moving = ['moving.webp', 'a.gif'].map(path);
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...stills, ...moving]);
  return (name) => readFileSync(path(name));
}

/** Behind its index nothing is looked at. */
function heicHead(): Buffer {
  return readFileSync(join(packageRoot, 'test/fixtures/photo.heic')).subarray(0, 16_000);
}

/** By its first bytes, as {@link file://./../../../daemon/convert/metadata/strip-metadata.ts} chooses. */
function stripperOf(input: Buffer): (file: Buffer) => Buffer {
  if (input[0] === 0xff) return stripJpeg;
  if (input[0] === 0x89) return stripPng;
  const four = input.toString('latin1', 0, 4);
  if (four === 'RIFF') return stripWebp;
  return four.startsWith('GIF') ? stripGif : blankHeif;
}

async function readWebp(path: string, input: Buffer): Promise<void> {
  closeSync(openSync(path, 'w'));
  writeFileSync(path, input);
  const file = await openFile(path);
  try {
    const { frames } = await readAnimatedWebp(file);
    for (const frame of frames) await standaloneWebp(file, frame);
  } finally {
    await file.close();
  }
}
