import type { SeededChance } from '../faults/seeded-chance.js';

/** Part of a file that is worth more than the rest: an index, a header. [begin, end) */
export interface Interesting {
  readonly begin: number;
  readonly end: number;
}

/** Numbers at which somebody's arithmetic ends. */
const EDGES = [0, 1, 2, 7, 8, 15, 16, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000];
const LARGEST = 0xffffffff;

/**
 * One to five changes to a valid file: bits flipped, bytes set, numbers that lie, ends cut, pieces repeated, left out, exchanged, or taken from
 * another file. Four of five are where it is interesting.
 *
 * @param others to take pieces from
 */
export function mutateBytes(
  sample: Buffer,
  chance: SeededChance,
  { others = [], where = [] }: { others?: readonly Buffer[]; where?: readonly Interesting[] } = {},
): Buffer {
  let bytes: Buffer = Buffer.from(sample);
  for (let left = 1 + chance.below(5); left > 0; left--) {
    const change = chance.oneOf(CHANGES);
    if (change !== undefined) bytes = change(bytes, placeIn(bytes, where, chance), chance, others);
  }
  return bytes;
}

type Change = (bytes: Buffer, at: number, chance: SeededChance, others: readonly Buffer[]) => Buffer;

const flipBit: Change = (bytes, at, chance) => {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  return bytes;
};

const setByte: Change = (bytes, at, chance) => {
  bytes[at] = chance.below(256);
  return bytes;
};

/** Lengths, counts and places are numbers of 1, 2, 4 or 8 bytes. */
const setNumber: Change = (bytes, at, chance) => {
  const width = 1 << chance.below(4);
  if (at + width > bytes.length) return bytes;
  const near = chance.happens(0.3);
  const narrow = Math.min(width, 4);
  const before = chance.happens(0.5) ? bytes.readUIntLE(at, narrow) : bytes.readUIntBE(at, narrow);
  const value = near ? before + chance.below(17) - 8 : (chance.oneOf([...EDGES, LARGEST, bytes.length]) ?? 0);
  const wrapped = BigInt.asUintN(8 * width, BigInt(value));
  const word = Buffer.alloc(8);
  if (chance.happens(0.5)) {
    word.writeBigUInt64LE(wrapped);
    word.copy(bytes, at, 0, width);
  } else {
    word.writeBigUInt64BE(wrapped);
    word.copy(bytes, at, 8 - width, 8);
  }
  return bytes;
};

const cut: Change = (bytes, at) => bytes.subarray(0, at);

const leaveOut: Change = (bytes, at, chance) =>
  Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + chance.below(64))]);

const repeat: Change = (bytes, at, chance) => {
  const piece = bytes.subarray(at, at + 1 + chance.below(64));
  const times = 1 + chance.below(chance.happens(0.1) ? 200 : 3);
  return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: times }, () => piece), bytes.subarray(at)]);
};

const exchange: Change = (bytes, at, chance) => {
  const other = chance.below(Math.max(1, bytes.length));
  const piece = Buffer.from(bytes.subarray(at, at + 1 + chance.below(32)));
  bytes.copy(bytes, at, other, other + piece.length);
  piece.copy(bytes, other);
  return bytes;
};

const fill: Change = (bytes, at, chance) => {
  bytes.fill(chance.happens(0.5) ? 0 : 0xff, at, Math.min(bytes.length, at + 1 + chance.below(64)));
  return bytes;
};

const splice: Change = (bytes, at, chance, others) => {
  const other = chance.oneOf(others) ?? bytes;
  const from = chance.below(Math.max(1, other.length));
  const piece = other.subarray(from, from + 1 + chance.below(256));
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(chance.happens(0.5) ? at : at + piece.length)]);
};

/** Numbers more often than the rest: most of what can go wrong is a length. */
const CHANGES: readonly Change[] = [
  ...[flipBit, setByte, setNumber, setNumber, setNumber, setNumber],
  ...[cut, leaveOut, repeat, exchange, fill, splice],
];

function placeIn(bytes: Buffer, where: readonly Interesting[], chance: SeededChance): number {
  const part = chance.happens(0.8) ? chance.oneOf(where) : undefined;
  const { begin, end } = part ?? { begin: 0, end: bytes.length };
  return Math.min(Math.max(0, bytes.length - 1), begin + chance.below(Math.max(1, end - begin)));
}
