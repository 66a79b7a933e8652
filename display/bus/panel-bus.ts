/**
 * A write-only link to a controller: what 4-line SPI can do. Synchronous, and it may block; it lives in the consumer worker.
 *
 * A command is its opcode with DC low, then its parameters with DC high. Chip select may fall between any two calls: controllers keep
 * their place. Any method throws DisplayError 'bus-lost' where the link is gone.
 */
export interface PanelBus {
  /** The clock that is really used where it is known, else the one asked for; in Hz. */
  readonly clockHz: number;
  /** @param parameters the caller's, valid during the call only. */
  command(opcode: number, parameters?: Uint8Array): void;
  /**
   * Pixels, after RAMWR: DC high. Of any length: the bus splits what is too long for one transfer, at any byte.
   *
   * @param bytes the caller's, valid during the call only; they may lie in shared memory.
   */
  pixels(bytes: Uint8Array): void;
  /** Pulls the reset line low and releases it; returns when the controller takes commands. False: no reset line is wired. */
  reset(): boolean;
  /** Blocks for at least `ms` milliseconds. */
  sleep(ms: number): void;
  /** Gives lines and devices back. Safe to call twice. */
  close(): void;
}
