import { emptyHeader, type FrameHeader, HEADER_FIELDS } from './frame-header.js';
import { packFields, unpackFields } from './packed-fields.js';
import { SharedRecord } from './shared-record.js';

/** The frame on the glass, and when. `serial` is 0 while there was none. All times are Clock.monotonicMs. */
export interface ShowingFrame extends FrameHeader {
  /** When presenting it began. */
  presentedMs: number;
  /** Where the timeline begins: the frame was due at anchorMs + ptsMs. A pause moves it. */
  anchorMs: number;
  /** When the picture was stopped; 0 while it plays. */
  pausedAtMs: number;
}

/** What shows, shared: the consumer writes it after every frame, the producer and main read it. */
export class Showing {
  readonly buffer: SharedArrayBuffer;
  readonly #record: SharedRecord;
  readonly #values = new Float64Array(SHOWING_FIELDS.length);

  static create(): Showing {
    return new Showing(SharedRecord.create(SHOWING_FIELDS.length).buffer);
  }

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#record = new SharedRecord(buffer);
  }

  write(frame: Readonly<ShowingFrame>): void {
    packFields(SHOWING_FIELDS, frame, this.#values);
    this.#record.write(this.#values);
  }

  read(): ShowingFrame {
    const frame = emptyShowingFrame();
    this.#record.read(this.#values);
    unpackFields(SHOWING_FIELDS, this.#values, frame);
    return frame;
  }
}

export function emptyShowingFrame(): ShowingFrame {
  return { ...emptyHeader(), presentedMs: 0, anchorMs: 0, pausedAtMs: 0 };
}

/** How far into its pass the clip is. It runs on between frames, stands while paused, and never passes the frame's end. */
export function positionAt(frame: Readonly<ShowingFrame>, nowMs: number): number {
  const untilMs = frame.pausedAtMs > 0 ? frame.pausedAtMs : nowMs;
  const elapsedMs = Math.min(Math.max(untilMs - frame.anchorMs - frame.ptsMs, 0), frame.durationMs);
  return frame.positionMs + elapsedMs;
}

const SHOWING_FIELDS: readonly (keyof ShowingFrame)[] = [...HEADER_FIELDS, 'presentedMs', 'anchorMs', 'pausedAtMs'];
