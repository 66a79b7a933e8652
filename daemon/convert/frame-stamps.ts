/** A frame's time as ffmpeg's showinfo filter prints it: whole microseconds, because the chain sets that time base before it. */
export interface Stamp {
  readonly us: number;
  /** Printed by ffmpeg 6 and later. */
  readonly durationUs: number | undefined;
}

const LINE = /^\[Parsed_showinfo_\d+ @ [^\]]*\] \[info\] n: *\d+ pts: *(-?\d+|NOPTS) /;

/** Undefined: the line is something else. A frame without a time (NOPTS) gets NaN. */
export function parseShowinfo(line: string): Stamp | undefined {
  const pts = LINE.exec(line)?.[1];
  if (pts === undefined) return undefined;
  const duration = Number(/ duration: *(\d+) /.exec(line)?.[1] ?? 0);
  return { us: pts === 'NOPTS' ? Number.NaN : Number(pts), durationUs: duration > 0 ? duration : undefined };
}

/** Frames of 32 x 32 pixels that fit the socket and the ring behind it (1.2 MB): 600. */
const MOST_STAMPS = 20_000;

/**
 * Stamps in order, to be married with the frames that come on the other pipe. ffmpeg prints a stamp before it writes the frame, and
 * runs ahead by the few frames its filters hold, so the queue stays short.
 */
export class StampQueue {
  readonly #stamps: Stamp[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  /** False: there are so many without a frame that this is not ffmpeg running ahead. */
  push(stamp: Stamp): boolean {
    if (this.#stamps.length >= MOST_STAMPS) return false;
    this.#stamps.push(stamp);
    this.#wake?.();
    return true;
  }

  /** There will be no more. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** The next frame's stamp; undefined after the last one. One caller at a time. @param onWait called where it has not come yet */
  async next(onWait?: () => void): Promise<Stamp | undefined> {
    while (this.#stamps.length === 0 && !this.#closed) {
      onWait?.();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = undefined;
    return this.#stamps.shift();
  }
}
