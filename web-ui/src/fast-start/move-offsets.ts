import { type Box, type LeafBox, leavesOf, mapLeaves, sizeOf } from './box-tree.js';
import { isOffsetBox, MAX_STCO_OFFSET, offsetBox, readOffsets, WIDENING_BYTES } from './chunk-offsets.js';
import { movedOffset, type SlowLayout } from './layout.js';

/** The chunk offsets of each stco and co64. */
type Tables = ReadonlyMap<LeafBox, readonly number[]>;

/** `moov` with every chunk offset saying where the chunk will be; undefined where one points outside of the data, or there is none. */
export function moveOffsets(moov: Box, layout: SlowLayout): Box | undefined {
  const tables = readTables(moov);
  if (tables === undefined) return undefined;
  const moved = moveTables(tables, layout, sizeOf(moov));
  if (moved === undefined) return undefined;
  const fits = [...moved].every(([{ type }, offsets]) => type === 'co64' || offsets.every(isShort));
  if (fits) return replaceTables(moov, moved);

  // Wider tables make `moov` larger, which moves everything once more.
  const narrowEntries = [...tables].reduce((sum, [{ type }, { length }]) => sum + (type === 'stco' ? length : 0), 0);
  const movedFurther = moveTables(tables, layout, sizeOf(moov) + narrowEntries * WIDENING_BYTES);
  return movedFurther && replaceTables(moov, movedFurther, 'co64');
}

function readTables(moov: Box): Tables | undefined {
  const tables = new Map<LeafBox, number[]>();
  for (const leaf of leavesOf(moov)) {
    if (!isOffsetBox(leaf.type)) continue;
    const offsets = readOffsets(leaf);
    if (offsets === undefined) return undefined;
    tables.set(leaf, offsets);
  }
  return [...tables.values()].some(({ length }) => length > 0) ? tables : undefined;
}

function moveTables(tables: Tables, layout: SlowLayout, newMoovBytes: number): Tables | undefined {
  const moved = new Map<LeafBox, number[]>();
  for (const [leaf, offsets] of tables) {
    const movedOffsets: number[] = [];
    for (const offset of offsets) {
      const movedTo = movedOffset(layout, newMoovBytes, offset);
      if (movedTo === undefined) return undefined;
      movedOffsets.push(movedTo);
    }
    moved.set(leaf, movedOffsets);
  }
  return moved;
}

/** @param type of every table; default: as each was. */
function replaceTables(moov: Box, tables: Tables, type?: 'co64'): Box {
  return mapLeaves(moov, (leaf) => {
    const offsets = tables.get(leaf);
    if (offsets === undefined || !isOffsetBox(leaf.type)) return leaf;
    return offsetBox(type ?? leaf.type, leaf, offsets);
  });
}

function isShort(offset: number): boolean {
  return offset <= MAX_STCO_OFFSET;
}
