import type { SeededChance } from '../faults/seeded-chance.js';

/** A box of a film, taken apart: its parts where it has any that are known, else what it holds. */
export interface FilmBox {
  type: string;
  /** What stands between the head and the parts. */
  content: Buffer;
  parts: FilmBox[];
  /** What the head says in place of the length; undefined: the truth. */
  lie?: number | bigint;
}

/** Boxes that consist of others, and how many bytes come before those. */
const CONTAINERS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf', 'edts', 'udta', 'tref'].map((type) => [type, 0]),
  ),
  stsd: 8,
  dref: 8,
  meta: 4,
  iinf: 6,
  iprp: 0,
  ipco: 0,
};

/** The boxes of a good film, one behind the other. What is no box at the end is left out. */
export function parseBoxes(bytes: Buffer): FilmBox[] {
  const boxes: FilmBox[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    const end = size === 0 ? bytes.length : at + size;
    if (size === 1 || end > bytes.length || end < at + 8) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const before = Object.hasOwn(CONTAINERS, type) ? CONTAINERS[type] : undefined;
    const partsAt = before === undefined ? end : Math.min(end, at + 8 + before);
    boxes.push({ type, content: bytes.subarray(at + 8, partsAt), parts: parseBoxes(bytes.subarray(partsAt, end)) });
    at = end;
  }
  return boxes;
}

export function writeBoxes(boxes: readonly FilmBox[]): Buffer {
  return Buffer.concat(boxes.map(writeBox));
}

function writeBox({ type, content, parts, lie }: FilmBox): Buffer {
  const body = Buffer.concat([content, writeBoxes(parts)]);
  const isLong = typeof lie === 'bigint';
  const head = Buffer.alloc(isLong ? 16 : 8);
  head.writeUInt32BE(isLong ? 1 : Number(lie ?? body.length + 8) >>> 0);
  head.write(type, 4, 'latin1');
  if (isLong) head.writeBigUInt64BE(BigInt.asUintN(64, lie), 8);
  return Buffer.concat([head, body]);
}

/** One to four changes to the boxes: left out, doubled, renamed, nested, exchanged, their lengths and their counts lied about. Changes what it is given. */
export function mutateBoxes(boxes: FilmBox[], chance: SeededChance): void {
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const siblings = chance.oneOf(listsOf(boxes));
    if (siblings === undefined || siblings.length === 0) continue;
    const index = chance.below(siblings.length);
    const box = siblings[index];
    if (box !== undefined) CHANGES[chance.below(CHANGES.length)]?.(box, siblings, index, chance, boxes);
  }
}

type Change = (box: FilmBox, siblings: FilmBox[], index: number, chance: SeededChance, all: FilmBox[]) => void;

const LONG_LIES = [0n, 15n, 16n, 17n, 1n << 32n, (1n << 53n) + 1n, (1n << 64n) - 1n];
const SMALL_BYTES = 4096;
const LIES = [0, 1, 2, 7, 8, 9, 0x7fffffff, 0xffffffff];

const CHANGES: readonly Change[] = [
  (box, _siblings, _index, chance) => {
    box.lie = (chance.happens(0.5) ? chance.oneOf(LIES) : chance.oneOf(LONG_LIES)) ?? 0;
  },
  (_box, siblings, index) => void siblings.splice(index, 1),
  (box, siblings, index) => void siblings.splice(index, 0, box),
  (box, _siblings, _index, chance, all) => {
    box.type = chance.happens(0.8) ? (chance.oneOf(listsOf(all).flat())?.type ?? 'free') : 'f\xa9\0e';
  },
  (box, siblings, _index, chance) => {
    const times = box.content.length < SMALL_BYTES ? 1 + chance.below(40) : 1;
    siblings.push(...Array.from({ length: times }, () => box));
  },
  (box, siblings, index, chance) => {
    // Within themselves, deeper than anybody means to.
    let nested = box;
    for (let depth = chance.below(30); depth > 0; depth--)
      nested = { type: box.type, content: Buffer.alloc(0), parts: [nested] };
    siblings[index] = nested;
  },
  (box, _siblings, _index, chance, all) => {
    const other = chance.oneOf(listsOf(all).flat());
    if (other !== undefined) box.content = other.content;
  },
  changeNumber,
  changeNumber,
  changeNumber,
  changeNumber,
];

/** Versions, counts, sizes and places: most are among the first. */
function changeNumber(box: FilmBox, _siblings: FilmBox[], _index: number, chance: SeededChance): void {
  if (box.content.length < 4) return;
  const content = Buffer.from(box.content);
  const words = Math.floor(content.length / 4);
  const at = 4 * chance.below(chance.happens(0.7) ? Math.min(words, 6) : words);
  const before = content.readUInt32BE(at);
  content.writeUInt32BE((chance.happens(0.5) ? before + chance.below(9) - 4 : (chance.oneOf(LIES) ?? 0)) >>> 0, at);
  box.content = chance.happens(0.15) ? content.subarray(0, chance.below(content.length)) : content;
}

/** Each list of boxes that lie beside each other. */
function listsOf(boxes: FilmBox[]): FilmBox[][] {
  return [boxes, ...boxes.flatMap(({ parts }) => listsOf(parts))];
}
