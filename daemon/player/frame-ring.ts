import { MAX_RECTANGLES } from '../../display/dirty/damage-planner.js';
import type { Rectangle } from '../../display/display.js';
import { emptyHeader, type FrameHeader, HEADER_FIELDS } from './frame-header.js';
import { packFields, unpackFields } from './packed-fields.js';

/**
 * Frames on their way from the producer to the consumer: one SharedArrayBuffer, single producer, single consumer, no locks.
 *
 *           freed                written
 *             │                     │
 *     ┌─────┬─▼───┬─────┬─────┬─────▼─────┬─────┐      each slot: header (float64 fields), rectangles, pixels
 *     │     │  0  │  1  │  2  │     │     │     │      slot of count c: c & (slots - 1)
 *     └─────┴─────┴─────┴─────┴─────┴─────┴─────┘      header(i), pixels(i): the slot of count freed + i
 *      free   filled, oldest first    free
 *
 *     word      who writes   meaning
 *     WRITTEN   producer     slots published since the beginning, modulo 2^32
 *     FREED     consumer     slots given back since the beginning, modulo 2^32
 *
 *     empty: written == freed        full: written - freed == slots        slots: a power of two, so that the counts may wrap
 *
 * Order: the producer fills a slot with plain writes, then stores WRITTEN; the consumer loads WRITTEN, then reads the slot, then
 * stores FREED. Atomics make each store visible after the writes before it. Only the producer ever writes to a slot, so the slot
 * published last keeps its pixels until it is filled again: that is what a delta frame is decoded against.
 *
 * Who rings: the consumer sleeps on an empty ring, so publish() tells how many are filled; the producer sleeps on a full one and is
 * let sleep until it is half empty, so release() tells when it becomes that. Each side stores its own count BEFORE it loads the
 * other's, and looks again after its last store before it sleeps, so one of the two always sees the other.
 */
export class FrameRing {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  /** Bytes of pixels in a slot. */
  readonly frameBytes: number;
  readonly #words: Int32Array;
  readonly #slots: readonly Slot[];

  /** @param options.slots a power of two. */
  static create({ slots, frameBytes }: { slots: number; frameBytes: number }): FrameRing {
    if (slots < 2 || (slots & (slots - 1)) !== 0) {
      throw new RangeError(`A frame ring has a power of two of slots, at least 2; ${slots} were asked for.`);
    }
    const buffer = new SharedArrayBuffer(RING_HEADER_BYTES + slots * slotBytes(frameBytes));
    new Int32Array(buffer).set([0, 0, slots, frameBytes]);
    return new FrameRing(buffer);
  }

  /** @param buffer of a ring that was created here or in another thread. */
  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, RING_HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.slots = Atomics.load(this.#words, SLOTS);
    this.frameBytes = Atomics.load(this.#words, FRAME_BYTES);
    this.#slots = Array.from({ length: this.slots }, (_, index) => {
      const start = RING_HEADER_BYTES + index * slotBytes(this.frameBytes);
      return {
        fields: new Float64Array(buffer, start, HEADER_FIELDS.length),
        rectangles: new Uint16Array(buffer, start + FIELD_BYTES, 1 + 4 * MAX_RECTANGLES),
        pixels: new Uint8Array(buffer, start + SLOT_HEADER_BYTES, this.frameBytes),
        header: emptyHeader(),
      };
    });
  }

  /** Filled slots. */
  get length(): number {
    return (Atomics.load(this.#words, WRITTEN) - Atomics.load(this.#words, FREED)) | 0;
  }

  get full(): boolean {
    return this.length === this.slots;
  }

  /** Producer: the pixels to fill before publish(). Only while the ring is not full. */
  nextPixels(): Uint8Array {
    return this.#slot(Atomics.load(this.#words, WRITTEN)).pixels;
  }

  /** Producer: the pixels published last; they stay as they are until the ring has gone round. */
  lastPixels(): Uint8Array {
    return this.#slot(Atomics.load(this.#words, WRITTEN) - 1).pixels;
  }

  /**
   * Producer: hands the slot over. Only while the ring is not full.
   *
   * @param damage what differs from the frame published before; undefined, or more than MAX_RECTANGLES: everything.
   * @returns filled slots, this one included. 1: the ring was empty, and the consumer may be asleep.
   */
  publish(header: Readonly<FrameHeader>, damage?: readonly Rectangle[]): number {
    const written = Atomics.load(this.#words, WRITTEN);
    const slot = this.#slot(written);
    packFields(HEADER_FIELDS, header, slot.fields);
    packRectangles(damage, slot.rectangles);
    Atomics.store(this.#words, WRITTEN, written + 1);
    return this.length;
  }

  /** Consumer: the header of filled slot `index` (0: the oldest). The object is reused by the next call for the same slot. */
  header(index: number): FrameHeader {
    const slot = this.#slot(Atomics.load(this.#words, FREED) + index);
    unpackFields(HEADER_FIELDS, slot.fields, slot.header);
    return slot.header;
  }

  /** Consumer: the pixels of filled slot `index`, until it is released. */
  pixels(index: number): Uint8Array {
    return this.#slot(Atomics.load(this.#words, FREED) + index).pixels;
  }

  /** Consumer: what differs in filled slot `index` from the slot published before it; undefined: everything. */
  damage(index: number): Rectangle[] | undefined {
    return unpackRectangles(this.#slot(Atomics.load(this.#words, FREED) + index).rectangles);
  }

  /**
   * Consumer: gives the oldest `count` filled slots back. Returns whether that left the ring half empty: the producer may be asleep,
   * and half a ring is worth waking it for. (Woken for every slot it costs 0.70 ms of CPU a frame, for every half ring 0.60: 60 fps
   * film, both threads, medians of 4.)
   */
  release(count: number): boolean {
    const freed = Atomics.load(this.#words, FREED);
    Atomics.store(this.#words, FREED, freed + count);
    const before = (Atomics.load(this.#words, WRITTEN) - freed) | 0;
    return before > this.slots / 2 && before - count <= this.slots / 2;
  }

  #slot(count: number): Slot {
    const slot = this.#slots[count & (this.slots - 1)];
    if (slot === undefined) throw new RangeError(`The frame ring has no slot for count ${count}.`);
    return slot;
  }
}

interface Slot {
  readonly fields: Float64Array;
  readonly rectangles: Uint16Array;
  readonly pixels: Uint8Array;
  readonly header: FrameHeader;
}

/** In place of a count of rectangles. */
const EVERYTHING = 0xffff;

function packRectangles(damage: readonly Rectangle[] | undefined, into: Uint16Array): void {
  if (damage === undefined || damage.length > MAX_RECTANGLES) {
    into[0] = EVERYTHING;
    return;
  }
  into[0] = damage.length;
  let at = 1;
  for (const { x, y, endX, endY } of damage) {
    into[at++] = x;
    into[at++] = y;
    into[at++] = endX;
    into[at++] = endY;
  }
}

function unpackRectangles(from: Uint16Array): Rectangle[] | undefined {
  const count = from[0] ?? EVERYTHING;
  if (count === EVERYTHING) return undefined;
  const damage: Rectangle[] = [];
  for (let at = 1; at <= count * 4; at += 4) {
    damage.push({ x: from[at] ?? 0, y: from[at + 1] ?? 0, endX: from[at + 2] ?? 0, endY: from[at + 3] ?? 0 });
  }
  return damage;
}

const WRITTEN = 0;
const FREED = 1;
const SLOTS = 2;
const FRAME_BYTES = 3;

/** A cache line, so that pixels start on one. */
const CACHE_LINE_BYTES = 64;
const RING_HEADER_BYTES = CACHE_LINE_BYTES;
const FIELD_BYTES = HEADER_FIELDS.length * Float64Array.BYTES_PER_ELEMENT;
const RECTANGLE_BYTES = (1 + 4 * MAX_RECTANGLES) * Uint16Array.BYTES_PER_ELEMENT;
const SLOT_HEADER_BYTES = roundUp(FIELD_BYTES + RECTANGLE_BYTES);

function slotBytes(frameBytes: number): number {
  return SLOT_HEADER_BYTES + roundUp(frameBytes);
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / CACHE_LINE_BYTES) * CACHE_LINE_BYTES;
}
