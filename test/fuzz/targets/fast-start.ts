import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../daemon/package-root.js';
import { chunkOffsets } from '../../web-ui/fast-start/film-boxes.js';
import { rewrite } from '../../web-ui/fast-start/rewrite.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { Misbehaviour } from '../misbehaviour.js';
import { mutatedFilm, sampleFilms } from '../mutated-film.js';

/** The page's rewrite of films whose index comes last, before they are sent: it leaves them alone, or plays the same. */
export async function open(folder: string): Promise<FuzzTarget> {
  const films = [...sampleFilms(folder).filter(endsWithIndex), fixture('edit-list.mp4')];
  return {
    make: (chance) => mutatedFilm(films, chance),
    async feed(input) {
      const rewritten = await rewrite(input);
      if (rewritten === undefined) return 'left';
      checkMoved(input, rewritten);
      if ((await rewrite(rewritten)) !== undefined) throw new Misbehaviour('a rewritten film is rewritten again');
      return 'taken';
    },
    close: async () => [],
  };
}

function fixture(name: string): Buffer {
  return readFileSync(join(packageRoot, 'test/fixtures', name));
}

function endsWithIndex(film: Buffer): boolean {
  return film.indexOf('moov') > film.indexOf('mdat');
}

const SEEN_BYTES = 16;

/** The bytes that each chunk begins with are the same. */
function checkMoved(before: Buffer, after: Buffer): void {
  const [from, to] = [chunkOffsets(before), chunkOffsets(after)];
  if (from.length !== to.length) throw new Misbehaviour(`${from.length} chunks became ${to.length}`);
  for (const [index, begin] of from.entries()) {
    const at = to[index] ?? 0;
    const seen = Math.min(SEEN_BYTES, before.length - begin);
    if (!before.subarray(begin, begin + seen).equals(after.subarray(at, at + seen))) {
      throw new Misbehaviour(`chunk ${index} lay at ${begin}, and does not lie at ${at}`);
    }
  }
}
