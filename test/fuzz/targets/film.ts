import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConvertError } from '../../../daemon/convert/convert-error.js';
import { guessFacts } from '../../../daemon/convert/guess-facts.js';
import { planBlanking } from '../../../daemon/convert/metadata/blank-film.js';
import { DamagedPicture } from '../../../daemon/convert/metadata/damaged-picture.js';
import { SNIFF_BYTES, sniff } from '../../../daemon/convert/sniff.js';
import { TopLevelBoxes } from '../../../daemon/convert/top-level-boxes.js';
import { packageRoot } from '../../../daemon/package-root.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { Misbehaviour } from '../misbehaviour.js';
import { mutatedFilm, sampleFilms } from '../mutated-film.js';

/** What the daemon itself reads of a film, before and beside ffmpeg: what it is, whether it can be converted as it comes, and what it tells. */
export async function open(folder: string): Promise<FuzzTarget> {
  const films = [...sampleFilms(folder), readFileSync(join(packageRoot, 'test/fixtures/edit-list.mp4'))];
  const path = join(folder, 'input.mp4');
  return {
    make: (chance) => mutatedFilm(films, chance),
    async feed(input) {
      writeFileSync(path, input);
      try {
        sniff(input.subarray(0, SNIFF_BYTES), 'input.mp4');
        walk(input);
        guessFacts(input);
        await (await planBlanking(path)).apply();
      } catch (error) {
        if (error instanceof ConvertError) return error.code;
        if (error instanceof DamagedPicture) return 'damaged';
        throw error;
      }
      const { size } = statSync(path);
      if (size !== input.length) throw new Misbehaviour(`${input.length} bytes became ${size}`);
      return 'taken';
    },
    close: async () => [],
  };
}

/** As it arrives: in pieces, one of which ends anywhere. */
function walk(film: Buffer): void {
  const boxes = new TopLevelBoxes();
  for (let at = 0; at < film.length && boxes.isStreamable === undefined; at += 1000)
    boxes.push(film.subarray(at, at + 1000));
}
