import { extname } from 'node:path';

/** Types that a browser shows or plays and that cannot carry script; by the ending that the library gave the file for its content. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.3gp': 'video/3gpp',
  '.avi': 'video/x-msvideo',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.jpg': 'image/jpeg',
  '.mkv': 'video/x-matroska',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.mpg': 'video/mpeg',
  '.ogv': 'video/ogg',
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.ts': 'video/mp2t',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
};

/** The media type for a file of the library; undefined where it is only to be downloaded, never shown. */
export function mediaTypeOf(path: string): string | undefined {
  return MEDIA_TYPES[extname(path).toLowerCase()];
}
