import { ConvertError, quoteName } from './convert-error.js';

/** How a file has to be treated, by its first bytes; its name is never asked. */
export interface MediaType {
  /** plain: ffmpeg opens it. still: the same, and only its first picture counts. The others need a way of their own. */
  readonly way: 'plain' | 'still' | 'animated-webp' | 'heif' | 'frame-zip' | 'pdf';
  /** For ffmpeg's -f; undefined: ffmpeg finds out, within the allow-list. */
  readonly demuxer?: string;
}

/** So many bytes decide; enough for the chunks before the pixels of a PNG with a large profile. */
export const SNIFF_BYTES = 65_536;

/**
 * Decides what a file is.
 *
 * @param head its first bytes, {@link SNIFF_BYTES} or the whole file
 * @param name for messages only
 * @throws ConvertError 'media-unsupported' for what is recognised and refused, 'media-unreadable' for an empty file
 */
export function sniff(head: Uint8Array, name: string): MediaType {
  if (head.length === 0) throw new ConvertError('media-unreadable', `${quoteName(name)} is empty.`);
  const text = latin1(head, 0, 512);
  return sniffImage(head, text) ?? sniffContainer(head, text) ?? refuseOrLeaveOpen(head, name);
}

function sniffImage(head: Uint8Array, text: string): MediaType | undefined {
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return { way: 'plain', demuxer: 'gif' };
  if (text.startsWith('\x89PNG\r\n\x1a\n')) {
    return isAnimatedPng(head) ? { way: 'plain', demuxer: 'apng' } : { way: 'still', demuxer: 'png_pipe' };
  }
  // Whatever follows the first picture (a motion photo's video, a gain map) is not looked at.
  if (text.startsWith('\xff\xd8\xff')) return { way: 'still', demuxer: 'jpeg_pipe' };
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) {
    const animated = text.startsWith('VP8X', 12) && ((head[20] ?? 0) & 0x02) !== 0;
    return animated ? { way: 'animated-webp' } : { way: 'still', demuxer: 'webp_pipe' };
  }
  if (text.startsWith('BM') && head[5] !== 0xff && text.startsWith('\0\0\0\0', 6))
    return { way: 'still', demuxer: 'bmp_pipe' };
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return { way: 'still', demuxer: 'tiff_pipe' };
  if (text.startsWith('\xff\x0a') || text.startsWith('\0\0\0\x0cJXL ')) return { way: 'plain' };
  if (text.startsWith('qoif')) return { way: 'still', demuxer: 'qoi_pipe' };
  return undefined;
}

function sniffContainer(head: Uint8Array, text: string): MediaType | undefined {
  const box = text.slice(4, 8);
  if (box === 'ftyp') return isHeif(head) ? { way: 'heif' } : { way: 'plain', demuxer: 'mov' };
  if (['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box)) return { way: 'plain', demuxer: 'mov' };
  if (text.startsWith('\x1aE\xdf\xa3')) return { way: 'plain', demuxer: 'matroska' };
  if (text.startsWith('RIFF') && text.startsWith('AVI ', 8)) return { way: 'plain', demuxer: 'avi' };
  if (text.startsWith('FLV')) return { way: 'plain', demuxer: 'flv' };
  if (text.startsWith('OggS')) return { way: 'plain', demuxer: 'ogg' };
  if (text.startsWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return { way: 'plain', demuxer: 'asf' };
  if (text.startsWith('\0\0\x01\xba')) return { way: 'plain', demuxer: 'mpeg' };
  if (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47) return { way: 'plain', demuxer: 'mpegts' };
  if (text.startsWith('YUV4MPEG2')) return { way: 'plain', demuxer: 'yuv4mpegpipe' };
  // "PK 5 6" is an archive without entries: the frame zip reader says so.
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return { way: 'frame-zip' };
  return undefined;
}

/** The text formats are refused here; ffmpeg's allow-list is the second lock. */
function refuseOrLeaveOpen(head: Uint8Array, name: string): MediaType {
  const refuse = (what: string): never => {
    throw new ConvertError('media-unsupported', `${quoteName(name)} is ${what}.`);
  };
  const start = textOf(head);
  if (start === undefined) return { way: 'plain' };
  if (/^#EXTM3U|^ffconcat|^\[playlist\]|<MPD[\s>]|^#EXT-X/.test(start)) {
    refuse('a playlist that points at other files; send the video itself');
  }
  if (/<svg[\s>]/i.test(start)) refuse('a drawing (SVG); save it as PNG and send that');
  if (/^%PDF/.test(start)) return { way: 'pdf' };
  if (/^P[1-6F]\s|^\/\* XPM|^#define/.test(start)) return { way: 'still' };
  return refuse('text; a video, an animation or a picture is wanted');
}

/** The beginning of a text file, without a byte order mark and leading blanks; undefined: it is not text. */
function textOf(head: Uint8Array): string | undefined {
  const sample = head.subarray(0, 4096);
  if (head[0] === 0x25 && latin1(head, 0, 5) === '%PDF-') return '%PDF';
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8';
  // A multi-byte character may be cut by the sample's end, so the decoder must not be fatal; it then writes U+FFFD.
  const text = new TextDecoder(encoding).decode(sample).replace(/\ufffd{1,3}$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
  return /[\x00-\x08\x0e-\x1a\ufffd]/.test(text) ? undefined : text.trimStart();
}

/** APNG specification: acTL comes before IDAT. */
function isAnimatedPng(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 8; at + 8 <= head.length; at += 12 + view.getUint32(at)) {
    const type = latin1(head, at + 4, 4);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}

/** ISO/IEC 23008-12: HEVC-coded image items. AVIF has its own brands and ffmpeg reads it; image sequences are movies. */
function isHeif(head: Uint8Array): boolean {
  const boxBytes = Math.min(new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0), 256, head.length);
  const brands = new Set<string>();
  for (let at = 8; at + 4 <= boxBytes; at += 4) if (at !== 12) brands.add(latin1(head, at, 4));
  if (brands.has('avif') || brands.has('avis') || brands.has('isom') || brands.has('iso8')) return false;
  return ['heic', 'heix', 'heim', 'heis', 'mif1'].some((brand) => brands.has(brand));
}

function latin1(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, start + length);
}
