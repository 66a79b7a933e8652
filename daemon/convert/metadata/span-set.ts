import type { Span } from './film-blanks.js';

/** Parts of a file, united: in order, none touching another. */
export class SpanSet {
  readonly #spans: Span[];

  constructor(spans: readonly Span[]) {
    this.#spans = [];
    for (const span of [...spans].sort((a, b) => a.begin - b.begin)) {
      const last = this.#spans.at(-1);
      if (last !== undefined && span.begin <= last.end)
        this.#spans[this.#spans.length - 1] = { begin: last.begin, end: Math.max(last.end, span.end) };
      else this.#spans.push(span);
    }
  }

  /** Whether some byte of `span` is among them. */
  meets({ begin, end }: Span): boolean {
    const next = this.#spans[this.#firstBehind(begin)];
    return next !== undefined && next.begin < end;
  }

  /** What of `whole` is not among them. */
  *gapsIn(whole: Span): Generator<Span> {
    let at = whole.begin;
    for (let index = this.#firstBehind(at); ; index++) {
      const next = this.#spans[index];
      if (next === undefined || next.begin >= whole.end) break;
      if (next.begin > at) yield { begin: at, end: next.begin };
      at = next.end;
    }
    if (at < whole.end) yield { begin: at, end: whole.end };
  }

  /** The index of the first that ends behind `at`. */
  #firstBehind(at: number): number {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#spans[middle]?.end ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
