/** The light behind the glass, whatever switches it. Lives in the consumer worker. */
export interface Backlight {
  /**
   * @param light 0 (dark) to 1 (all there is), linear in power. Anything above 0 is lit: what can't be dimmed that far takes its least step,
   * what can't be dimmed at all is on.
   */
  set(light: number): void;

  /** Gives lines and devices back and leaves the light as it is. Safe to call twice. */
  close(): void;
}
