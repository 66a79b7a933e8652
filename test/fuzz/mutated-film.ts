import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeededChance } from '../faults/seeded-chance.js';
import { mutateBoxes, parseBoxes, writeBoxes } from './mutate-boxes.js';
import { mutateBytes } from './mutate-bytes.js';

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=1,format=yuv420p'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=duration=1'];
const SILENT = ['-map', '0:v'];
const BOTH = ['-map', '0:v', '-map', '1:a'];
const TOLD = ['-metadata', 'make=Someone', '-metadata', 'location=+52.52+013.40/', '-metadata', 'title=A title'];
const RECIPES: Readonly<Record<string, readonly string[]>> = {
  'plain.mp4': SILENT,
  'sound.mov': [...BOTH, ...TOLD],
  'fast.mp4': [...BOTH, '-movflags', '+faststart'],
  'fragments.mp4': [...SILENT, '-movflags', '+frag_keyframe+empty_moov'],
};
let made: readonly Buffer[] | undefined;

/** Films of a few kilobytes, by one run of ffmpeg for all targets of a process: starting it costs more than the films. */
export function sampleFilms(folder: string): readonly Buffer[] {
  if (made) return made;
  const path = (name: string) => join(folder, name);
  const outputs = Object.entries(RECIPES).flatMap(([name, how]) => [...how, '-fflags', '+bitexact', path(name)]);
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...PICTURE, ...SOUND, ...outputs]);
  made = Object.keys(RECIPES).map((name) => readFileSync(path(name)));
  return made;
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
