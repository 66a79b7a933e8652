import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { planBlanking } from '../../../../daemon/convert/metadata/blank-film.js';
import { DamagedPicture } from '../../../../daemon/convert/metadata/damaged-picture.js';
import { MediaLab } from '../media-lab.js';
import { SECRET } from './telling-files.js';
import { box, filmWith, KEYED_DATA, track, USER_DATA } from './telling-films.js';

const lab = new MediaLab(t.testdir());
const inLab = (name: string) => `${lab.folder}/${name}`;
const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=1,format=yuv420p'];
const telling = filmWith(await lab.make('plain.mov', ...picture), inLab('telling.mov'), {
  moov: [USER_DATA, KEYED_DATA],
  data: { bytes: Buffer.from(SECRET), track: (offset) => track(7, 'meta', 'mebx', offset, [SECRET.length]) },
});

t.test('hostile boxes are refused, or change neither the length nor the pictures', async (t) => {
  const film = readFileSync(telling);
  const index = film.indexOf('moov') - 4;
  const indexBytes = film.readUInt32BE(index);
  const file = inLab('hostile.mov');
  const before = inLab('hostile-before.mov');
  const places = fc.array(fc.tuple(fc.nat(indexBytes - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 8, 255))), {
    minLength: 1,
    maxLength: 6,
  });
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(places, fc.boolean(), async (changes, isDecoded) => {
      const changed = Buffer.from(film);
      for (const [at, value] of changes) changed[index + at] = value;
      writeFileSync(file, changed);
      writeFileSync(before, changed);
      try {
        await (await planBlanking(file)).apply();
      } catch (error) {
        return error instanceof DamagedPicture && readFileSync(file).equals(changed);
      }
      if (statSync(file).size !== film.length) return false;
      // ffmpeg takes a while.
      if (!isDecoded || understood++ > 8) return true;
      // What was broken may lie in what is blanked.
      return ['', decodedOrNot(file)].includes(decodedOrNot(before));
    }),
    { numRuns: 400 },
  );
  t.ok(understood > 8, `${understood} were understood and compared`);
});

t.test('bytes that are no film are refused', async () => {
  const file = inLab('noise.mp4');
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('ftyp', 'moov', 'mdat', 'trak'),
      async (tail, type) => {
        writeFileSync(
          file,
          Buffer.concat([box('ftyp', 'isom'), box('moov', box('trak', box(type, Buffer.from(tail))))]),
        );
        const error = await planBlanking(file).catch((thrown: unknown) => thrown);
        return error instanceof DamagedPicture;
      },
    ),
    { numRuns: 300 },
  );
});

/** What its pictures decode to, as far as they do. */
function decodedOrNot(path: string): string {
  const args = ['-v', 'quiet', '-nostdin', '-i', path, '-map', '0:v', '-f', 'framemd5', '-'];
  try {
    return execFileSync('ffmpeg', args, { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}
