/**
 * A frame of the live preview, as one binary WebSocket message. Big-endian throughout:
 *
 *     offset  bytes  field
 *          0      1  version, 1
 *          1      1  format, 1 = RGB565 big-endian
 *          2      2  width in pixels
 *          4      2  height in pixels
 *          6      2  reserved, 0
 *          8      4  sequence: frames presented since the daemon started, modulo 2^32; gaps are frames this client skipped
 *         12      …  width * height * 2 bytes, row by row from the top left
 */
export const PREVIEW_HEADER_BYTES = 12;
const VERSION = 1;
const FORMAT_RGB565_BE = 1;

export interface PreviewFrame {
  width: number;
  height: number;
  sequence: number;
  /** width * height * 2 bytes, RGB565 big-endian. Decoding gives a view, not a copy. */
  pixels: Uint8Array;
}

/** Writes the header into `target`, whose pixels the caller puts at {@link PREVIEW_HEADER_BYTES}. */
export function writePreviewHeader(
  target: Uint8Array,
  { width, height, sequence }: Omit<PreviewFrame, 'pixels'>,
): void {
  const view = new DataView(target.buffer, target.byteOffset, PREVIEW_HEADER_BYTES);
  view.setUint8(0, VERSION);
  view.setUint8(1, FORMAT_RGB565_BE);
  view.setUint16(2, width);
  view.setUint16(4, height);
  view.setUint16(6, 0);
  view.setUint32(8, sequence >>> 0);
}

/** Undefined where the message is not a preview frame of this version, or is cut short. */
export function decodePreviewFrame(message: ArrayBuffer): PreviewFrame | undefined {
  if (message.byteLength < PREVIEW_HEADER_BYTES) return undefined;
  const view = new DataView(message);
  if (view.getUint8(0) !== VERSION || view.getUint8(1) !== FORMAT_RGB565_BE) return undefined;
  const width = view.getUint16(2);
  const height = view.getUint16(4);
  if (message.byteLength !== PREVIEW_HEADER_BYTES + width * height * 2) return undefined;
  return { width, height, sequence: view.getUint32(8), pixels: new Uint8Array(message, PREVIEW_HEADER_BYTES) };
}
