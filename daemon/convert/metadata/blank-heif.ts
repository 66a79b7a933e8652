import { DamagedPicture } from './damaged-picture.js';
import { type LocatedBox, locatedBoxes } from './located-boxes.js';

/**
 * A HEIC or AVIF photo whose EXIF and XMP items are zeros. They stay where they are, because every other item is found by its place in the
 * file; and the orientation is a property of the picture and not in the EXIF (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12).
 */
export function blankHeif(file: Buffer): Buffer {
  const blanked = Buffer.from(file);
  const meta = locatedBoxes(file, 0, file.length).find(({ type }) => type === 'meta');
  if (!meta) throw new DamagedPicture('it has no list of its pictures');
  const boxes = locatedBoxes(file, meta.begin + 4, meta.end);
  const find = (wanted: string) => boxes.find(({ type }) => type === wanted);
  const [info, places, data] = [find('iinf'), find('iloc'), find('idat')];
  if (!info || !places) throw new DamagedPicture('it does not say where its pictures lie');
  const items = metadataItems(file, info);
  for (const { id, method, offset, length } of extentsOf(file, places)) {
    if (!items.has(id)) continue;
    if (method > 1) throw new DamagedPicture('its EXIF is kept in a way that is not known');
    const begin = offset + (method === 1 ? (data?.begin ?? file.length) : 0);
    if (begin + length > file.length) throw new DamagedPicture('its EXIF lies behind its end');
    blanked.fill(0, begin, begin + length);
  }
  return blanked;
}

/** The numbers of the items that hold EXIF or XMP. */
function metadataItems(file: Buffer, { begin, end }: LocatedBox): Set<number> {
  const first = begin + (file[begin] === 0 ? 6 : 8);
  const ids = new Set<number>();
  for (const entry of locatedBoxes(file, first, end)) {
    const version = file[entry.begin] ?? 0;
    if (entry.type !== 'infe' || version < 2) continue;
    const wide = version > 2;
    const id = wide ? file.readUInt32BE(entry.begin + 4) : file.readUInt16BE(entry.begin + 4);
    const type = file.toString('latin1', entry.begin + (wide ? 10 : 8), entry.begin + (wide ? 14 : 12));
    if (type === 'Exif' || type === 'mime') ids.add(id);
  }
  return ids;
}

interface Extent {
  readonly id: number;
  /** 0: from the file's begin; 1: from the begin of `idat`. */
  readonly method: number;
  readonly offset: number;
  readonly length: number;
}

/** ISO/IEC 14496-12, 8.11.3: sizes of numbers come first, half a byte each, and may be 0, 4 or 8. */
function extentsOf(file: Buffer, { begin, end }: LocatedBox): Extent[] {
  let at = begin;
  const number = (bytes: number) => {
    at += bytes;
    if (at > end) throw new DamagedPicture('the places of its pictures are cut off');
    if (bytes === 8) return Number(file.readBigUInt64BE(at - 8));
    return bytes === 0 ? 0 : file.readUIntBE(at - bytes, bytes);
  };
  const version = number(1);
  number(3);
  const sizes = number(2);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version > 0 ? sizes & 15 : 0;
  if ([offsetBytes, lengthBytes, baseBytes, indexBytes].some((bytes) => ![0, 4, 8].includes(bytes)))
    throw new DamagedPicture('the places of its pictures make no sense');
  const idBytes = version < 2 ? 2 : 4;
  const extents: Extent[] = [];
  for (let left = number(idBytes); left > 0; left--) {
    const id = number(idBytes);
    const method = version > 0 ? number(2) & 15 : 0;
    number(2);
    const base = number(baseBytes);
    for (let count = number(2); count > 0; count--) {
      number(indexBytes);
      const offset = base + number(offsetBytes);
      extents.push({ id, method, offset, length: number(lengthBytes) });
    }
  }
  return extents;
}
