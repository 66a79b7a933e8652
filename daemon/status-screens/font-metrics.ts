/**
 * How wide a font's letters are: what layout needs of an OpenType file (OpenType 1.9: head, hhea, hmtx, cmap format 4). Kerning is not
 * read; the shipped fonts have none (fonts/README.md).
 */
export class FontMetrics {
  readonly #view: DataView;
  readonly #unitsPerEm: number;
  readonly #advances: { readonly at: number; readonly count: number };
  readonly #segments: readonly Segment[];
  /** By character, as far as they were asked for: layout asks for the same few a thousand times. */
  readonly #known = new Map<string, number>();

  /** @param file the whole font file; kept. Throws RangeError or Error where it is none of the kind above. */
  constructor(file: Uint8Array) {
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    this.#unitsPerEm = this.#view.getUint16(this.#table('head') + 18);
    this.#advances = { at: this.#table('hmtx'), count: this.#view.getUint16(this.#table('hhea') + 34) };
    this.#segments = this.#readSegments();
  }

  has(codePoint: number): boolean {
    return this.#glyphOf(codePoint) !== 0;
  }

  /** In em, that is, in font sizes. A letter that the font does not have is as wide as its .notdef. */
  widthOf(text: string): number {
    let units = 0;
    for (const letter of text) units += this.#known.get(letter) ?? this.#learn(letter);
    return units / this.#unitsPerEm;
  }

  #learn(letter: string): number {
    const units = this.#advanceOf(this.#glyphOf(letter.codePointAt(0) ?? 0));
    this.#known.set(letter, units);
    return units;
  }

  #advanceOf(glyph: number): number {
    // Glyphs past the last entry are as wide as it (hmtx).
    const entry = Math.min(glyph, this.#advances.count - 1);
    return this.#view.getUint16(this.#advances.at + entry * 4);
  }

  #glyphOf(codePoint: number): number {
    const segment = this.#segments.find(({ last }) => codePoint <= last);
    if (segment === undefined || codePoint < segment.first) return 0;
    const { first, delta, glyphsAt } = segment;
    if (glyphsAt === undefined) return (codePoint + delta) & 0xffff;
    const glyph = this.#view.getUint16(glyphsAt + (codePoint - first) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }

  #readSegments(): Segment[] {
    const at = this.#unicodeMap();
    const bytes = this.#view.getUint16(at + 6);
    const [lasts, firsts, deltas, offsets] = [14, 16 + bytes, 16 + 2 * bytes, 16 + 3 * bytes].map((from) => at + from);
    if (lasts === undefined || firsts === undefined || deltas === undefined || offsets === undefined) return [];
    return Array.from({ length: bytes / 2 }, (_, index) => {
      const [place, offset] = [offsets + index * 2, this.#view.getUint16(offsets + index * 2)];
      return {
        last: this.#view.getUint16(lasts + index * 2),
        first: this.#view.getUint16(firsts + index * 2),
        delta: this.#view.getUint16(deltas + index * 2),
        // The offset counts from the place where it stands.
        glyphsAt: offset === 0 ? undefined : place + offset,
      };
    });
  }

  /** Where the subtable for the Basic Multilingual Plane begins. */
  #unicodeMap(): number {
    const cmap = this.#table('cmap');
    for (let index = 0; index < this.#view.getUint16(cmap + 2); index++) {
      const subtable = cmap + this.#view.getUint32(cmap + 4 + index * 8 + 4);
      if (this.#view.getUint16(subtable) === 4) return subtable;
    }
    throw new Error('The font has no character map of format 4.');
  }

  #table(tag: string): number {
    for (let index = 0; index < this.#view.getUint16(4); index++) {
      const record = 12 + index * 16;
      const name = [0, 1, 2, 3].map((byte) => String.fromCharCode(this.#view.getUint8(record + byte))).join('');
      if (name === tag) return this.#view.getUint32(record + 8);
    }
    throw new Error(`The font has no table "${tag}".`);
  }
}

/** A run of characters, first to last inclusive. */
interface Segment {
  readonly first: number;
  readonly last: number;
  readonly delta: number;
  /** Of the run's glyph numbers; undefined: they follow from the characters. */
  readonly glyphsAt: number | undefined;
}
