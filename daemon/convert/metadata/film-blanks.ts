import type { LocatedBox } from './located-boxes.js';

/** Bytes of a file, [begin, end). */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** 8.1.2; 'wide' is QuickTime's. */
const FREE_SPACE = new Set(['free', 'skip', 'wide']);

/** What is to be written over in a film, as it is gathered. Places are those of the file. */
export class FilmBlanks {
  /** Where four letters become 'free'. */
  readonly renamed: number[] = [];
  /** What becomes zeros. */
  readonly zeroed: Span[] = [];
  /** Types of the boxes that are given up. */
  readonly boxes = new Set<string>();
  /** Kinds of the tracks that are given up, one for each. */
  readonly tracks: string[] = [];
  readonly #base: number;

  /** @param base where in the file the bytes lie that are looked at. */
  constructor(base = 0) {
    this.#base = base;
  }

  /** The box becomes free space of the same size, so that nothing else moves (ISO/IEC 14496-12, 8.1.2). */
  box({ type, at, begin, end }: LocatedBox): void {
    if (!FREE_SPACE.has(type)) {
      this.renamed.push(this.#base + at + 4);
      this.boxes.add(type);
    }
    this.zeros(begin, end);
  }

  /** The same of a whole track. */
  track(box: LocatedBox, kind: string): void {
    this.tracks.push(kind);
    this.renamed.push(this.#base + box.at + 4);
    this.zeros(box.begin, box.end);
  }

  /** What follows the last box, as some cameras have it, becomes one that goes on to the end (4.2), where it is long enough. */
  rest({ begin, end }: Span): void {
    if (end - begin >= 8) this.renamed.push(this.#base + begin + 4);
    this.zeros(begin, Math.min(end, begin + 4));
    this.zeros(begin + 8, end);
  }

  zeros(begin: number, end: number): void {
    if (end > begin) this.zeroed.push({ begin: this.#base + begin, end: this.#base + end });
  }

  /** All that is written over. */
  get spans(): Span[] {
    return [...this.renamed.map((begin) => ({ begin, end: begin + 4 })), ...this.zeroed];
  }
}
