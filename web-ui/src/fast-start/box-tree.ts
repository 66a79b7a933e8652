import { parseBoxHeader, SHORT_HEADER_BYTES } from './box-header.js';

/** A box in memory: either its bytes, or the boxes that it consists of. */
export type Box = LeafBox | ContainerBox;

export interface LeafBox {
  readonly type: string;
  /** Behind the head; a view, not a copy. */
  readonly payload: Uint8Array;
}

export interface ContainerBox {
  readonly type: string;
  readonly children: readonly Box[];
}

/** Those on the way from `moov` to what holds offsets into the file (stco, co64) or says which file (dref). */
const CONTAINERS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf']);

/** moov, trak, mdia, minf, stbl are five. More is made to overflow a stack. */
const MAX_DEPTH = 8;

/** Takes a box apart, as far down as offsets are. Undefined where its parts do not fill it exactly, or are nested beyond all use. */
export function parseBox(type: string, payload: Uint8Array, depth = 0): Box | undefined {
  if (!CONTAINERS.has(type)) return { type, payload };
  const children = depth < MAX_DEPTH ? parseBoxes(payload, depth + 1) : undefined;
  return children && { type, children };
}

function parseBoxes(bytes: Uint8Array, depth: number): Box[] | undefined {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at);
    const view = new DataView(rest.buffer, rest.byteOffset, rest.length);
    const header = parseBoxHeader(view, rest.length);
    // "To the end of the file" has no meaning within a box.
    if (header === undefined || view.getUint32(0) === 0) return undefined;
    const payload = rest.subarray(header.headerBytes, header.bytes);
    const box = parseBox(header.type, payload, depth);
    if (box === undefined) return undefined;
    boxes.push(box);
    at += header.bytes;
  }
  return boxes;
}

/** Every box that is none of a container's parts, at whatever depth. */
export function leavesOf(box: Box): LeafBox[] {
  return 'payload' in box ? [box] : box.children.flatMap(leavesOf);
}

/** The same tree with every leaf replaced. */
export function mapLeaves(box: Box, replace: (leaf: LeafBox) => LeafBox): Box {
  if ('payload' in box) return replace(box);
  return { ...box, children: box.children.map((child) => mapLeaves(child, replace)) };
}

/** With its head, in bytes. */
export function sizeOf(box: Box): number {
  if ('payload' in box) return SHORT_HEADER_BYTES + box.payload.length;
  return box.children.reduce((sum, child) => sum + sizeOf(child), SHORT_HEADER_BYTES);
}

/** The box as it stands in a file. It must be smaller than 4 GiB. */
export function serialise(box: Box): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeOf(box));
  write(box, bytes, 0);
  return bytes;
}

/** Returns where the box ends. */
function write(box: Box, bytes: Uint8Array, start: number): number {
  let end = start + SHORT_HEADER_BYTES;
  if ('payload' in box) {
    bytes.set(box.payload, end);
    end += box.payload.length;
  } else {
    for (const child of box.children) end = write(child, bytes, end);
  }
  const view = new DataView(bytes.buffer, start, SHORT_HEADER_BYTES);
  view.setUint32(0, end - start);
  for (let index = 0; index < 4; index++) view.setUint8(4 + index, box.type.charCodeAt(index));
  return end;
}
