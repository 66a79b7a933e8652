/** One chip select of an SPI controller, for sending: what a {@link FourWireBus} clocks its bytes out through. */
export interface SpiLink {
  /** The clock that is really used where it is known, else the one asked for; in Hz. */
  readonly clockHz: number;
  /**
   * Sends bytes, most significant bit first, and returns when they are out. Chip select is low for the whole of
   * one kernel transfer, and may rise between two of them (always at an even byte).
   *
   * @param bytes the caller's, valid during the call only.
   * @throws DisplayError 'bus-lost' where the device is gone.
   */
  write(bytes: Uint8Array): void;
  /** Safe to call twice. */
  close(): void;
}

/** A GPIO line that was requested as output. */
export interface OutputLine {
  /** @throws DisplayError 'bus-lost' where the line is gone. */
  set(high: boolean): void;
  /** Gives the line back; what becomes of its level is up to the kernel. Safe to call twice. */
  close(): void;
}
