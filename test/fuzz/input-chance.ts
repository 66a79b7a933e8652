import { createHash } from 'node:crypto';
import { SeededChance } from '../faults/seeded-chance.js';

/** The chance that makes one input: any of them can be made again by itself. */
export function inputChance(seed: number, target: string, index: number): SeededChance {
  return new SeededChance(createHash('sha256').update(`${seed} ${target} ${index}`).digest().readUInt32LE());
}
