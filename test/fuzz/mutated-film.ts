import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeededChance } from '../faults/seeded-chance.js';
import { mutateBoxes, parseBoxes, writeBoxes } from './mutate-boxes.js';
import { mutateBytes } from './mutate-bytes.js';

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=1,format=yuv420p'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=duration=1'];
const TOLD = ['-metadata', 'make=Someone', '-metadata', 'location=+52.52+013.40/', '-metadata', 'title=A title'];
const RECIPES: Readonly<Record<string, readonly string[]>> = {
  'plain.mp4': PICTURE,
  'sound.mov': [...PICTURE, ...SOUND, ...TOLD],
  'fast.mp4': [...PICTURE, ...SOUND, '-movflags', '+faststart'],
  'fragments.mp4': [...PICTURE, '-movflags', '+frag_keyframe+empty_moov'],
};

/** Films of a few kilobytes, by ffmpeg. */
export async function sampleFilms(folder: string): Promise<Buffer[]> {
  return Object.entries(RECIPES).map(([name, recipe]) => {
    const path = join(folder, name);
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...recipe, '-fflags', '+bitexact', path]);
    return readFileSync(path);
  });
}

/** One of them with its boxes changed, its bytes, or both; the more often in its index. */
export function mutatedFilm(films: readonly Buffer[], chance: SeededChance): Buffer {
  const film = chance.oneOf(films) ?? Buffer.alloc(0);
  const way = chance.next();
  let changed = film;
  if (way < 0.7) {
    const boxes = parseBoxes(film);
    mutateBoxes(boxes, chance);
    changed = writeBoxes(boxes);
  }
  if (way < 0.5) return changed;
  const index = Math.max(0, changed.indexOf('moov') - 4);
  const where = [
    { begin: index, end: Math.min(changed.length, index + 2500) },
    { begin: 0, end: 48 },
  ];
  return mutateBytes(changed, chance, { others: films, where });
}
