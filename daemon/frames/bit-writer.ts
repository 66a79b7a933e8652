/** Bits into bytes, the first one lowest, as DEFLATE wants them (RFC 1951, 3.1.1). */
export class BitWriter {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The byte that is not full yet: `heldBits` of it, 0 to 7, are in `held`. Whoever writes many bits keeps all three in variables meanwhile. */
  at = 0;
  held = 0;
  heldBits = 0;

  /** @param roomBytes for everything that is put, and four more */
  constructor(roomBytes: number) {
    this.bytes = new Uint8Array(roomBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  start(): void {
    this.at = 0;
    this.held = 0;
    this.heldBits = 0;
  }

  /** @param value has no bits above the first `count`, @param count 0 to 24: with seven that are held they fill a word. */
  put(value: number, count: number): void {
    const held = this.held | (value << this.heldBits);
    const bits = this.heldBits + count;
    this.view.setUint32(this.at, held, true);
    this.at += bits >>> 3;
    this.held = held >>> (bits & 24);
    this.heldBits = bits & 7;
  }

  /** Everything since start(), the last byte filled up with zeros. Overwritten by what comes next. */
  end(): Uint8Array {
    return this.bytes.subarray(0, this.at + ((this.heldBits + 7) >>> 3));
  }
}
