import qrcode from 'qrcode-generator';

/** A QR code's modules, without its quiet zone. */
export interface QrCode {
  /** Modules a side. */
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

/** ISO/IEC 18004: four modules of light on every side. */
export const QUIET_MODULES = 4;

/** A camera's picture of smaller ones is uncertain: one pixel of the panel may be less than one of the camera's. */
export const MIN_MODULE_PX = 2;

/**
 * The code of a text that needs the fewest modules: error correction L, for glass has no scratches and no folds. Throws where it is longer
 * than any code can hold (2953 bytes).
 */
export function qrCode(text: string): QrCode {
  const code = qrcode(0, 'L');
  code.addData(text, ALPHANUMERIC.test(text) ? 'Alphanumeric' : 'Byte');
  code.make();
  return { size: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) };
}

/** ISO/IEC 18004, table 5: they take 5.5 bits each, where bytes take 8. */
const ALPHANUMERIC = /^[0-9A-Z $%*+./:-]+$/;

/** Pixels of one module where the code, its quiet zone included, is to fit into `roomPx`; undefined where it would be too small to be read. */
export function modulePxIn(code: QrCode, roomPx: number): number | undefined {
  const px = Math.floor(roomPx / tileModules(code));
  return px < MIN_MODULE_PX ? undefined : px;
}

/** Modules a side, quiet zone included. */
export function tileModules({ size }: QrCode): number {
  return size + 2 * QUIET_MODULES;
}
