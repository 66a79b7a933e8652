/**
 * A frame of the live preview, as one binary WebSocket message. Big-endian throughout:
 *
 *     offset  bytes  field
 *          0      1  version, 1
 *          1      1  format, 1 = RGB565 big-endian, 2 = packed
 *          2      2  width in pixels
 *          4      2  height in pixels
 *          6      2  reserved, 0
 *          8      4  sequence: frames presented since the daemon started, modulo 2^32; gaps are frames this client skipped
 *         12      …  format 1: width * height * 2 bytes, row by row from the top left
 *                    format 2: the differences of these (preview-differences.ts), as a raw DEFLATE stream (RFC 1951)
 *
 * Format 2 is sent only to those who have said that they read it.
 */
export const PREVIEW_HEADER_BYTES = 12;
const VERSION = 1;
export const FORMAT_RGB565_BE = 1;
export const FORMAT_PACKED = 2;

interface PreviewHeader {
  width: number;
  height: number;
  sequence: number;
}

export interface PreviewFrame extends PreviewHeader {
  /** width * height * 2 bytes, RGB565 big-endian. Decoding gives a view, not a copy. */
  pixels: Uint8Array;
}

export interface PackedPreviewFrame extends PreviewHeader {
  /** A raw DEFLATE stream of width * height * 2 bytes of differences; a view, not a copy. */
  packed: Uint8Array<ArrayBuffer>;
}

/** Writes the header into `target`, whose pixels the caller puts at {@link PREVIEW_HEADER_BYTES}. */
export function writePreviewHeader(
  target: Uint8Array,
  { width, height, sequence }: PreviewHeader,
  format: typeof FORMAT_RGB565_BE | typeof FORMAT_PACKED = FORMAT_RGB565_BE,
): void {
  const view = new DataView(target.buffer, target.byteOffset, PREVIEW_HEADER_BYTES);
  view.setUint8(0, VERSION);
  view.setUint8(1, format);
  view.setUint16(2, width);
  view.setUint16(4, height);
  view.setUint16(6, 0);
  view.setUint32(8, sequence >>> 0);
}

/** Undefined where the message is not a frame of format 1, or is cut short. */
export function decodePreviewFrame(message: ArrayBuffer): PreviewFrame | undefined {
  const header = readHeader(message, FORMAT_RGB565_BE);
  if (header === undefined || message.byteLength !== PREVIEW_HEADER_BYTES + header.width * header.height * 2) return;
  return { ...header, pixels: new Uint8Array(message, PREVIEW_HEADER_BYTES) };
}

/** Undefined where the message is not a frame of format 2. What is packed is not looked at. */
export function decodePackedPreviewFrame(message: ArrayBuffer): PackedPreviewFrame | undefined {
  const header = readHeader(message, FORMAT_PACKED);
  return header && { ...header, packed: new Uint8Array(message, PREVIEW_HEADER_BYTES) };
}

function readHeader(message: ArrayBuffer, format: number): PreviewHeader | undefined {
  if (message.byteLength < PREVIEW_HEADER_BYTES) return undefined;
  const view = new DataView(message);
  if (view.getUint8(0) !== VERSION || view.getUint8(1) !== format) return undefined;
  return { width: view.getUint16(2), height: view.getUint16(4), sequence: view.getUint32(8) };
}
