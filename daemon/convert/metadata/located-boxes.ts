import { DamagedPicture } from './damaged-picture.js';

/** A box of ISO/IEC 14496-12, 4.2, and where it lies. */
export interface LocatedBox {
  readonly type: string;
  /** Of its header. */
  readonly at: number;
  /** Of what is in it. */
  readonly begin: number;
  readonly end: number;
}

/** The boxes in file[from, to), one behind the other; what is too short for a box at the end is none. Throws DamagedPicture. */
export function locatedBoxes(file: Buffer, from: number, to: number): LocatedBox[] {
  const boxes: LocatedBox[] = [];
  for (let at = from; at + 8 <= to; ) {
    const short = file.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= to;
    // 0: to the end of what it is in.
    const bytes = isLong ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    const begin = at + (isLong ? 16 : 8);
    if (at + bytes > to || at + bytes < begin) throw new DamagedPicture(`the box at byte ${at} is cut off`);
    boxes.push({ type: file.toString('latin1', at + 4, at + 8), at, begin, end: at + bytes });
    at += bytes;
  }
  return boxes;
}

/** The only box of this type. Throws DamagedPicture where there is none, or another one. */
export function onlyBox(boxes: readonly LocatedBox[], ...types: readonly string[]): LocatedBox {
  const [box, another] = boxes.filter(({ type }) => types.includes(type));
  if (box === undefined || another !== undefined) {
    throw new DamagedPicture(`it has ${box === undefined ? 'no' : 'more than one'} ${types.join(' or ')} where one is`);
  }
  return box;
}
