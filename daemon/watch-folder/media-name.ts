import { extname } from 'node:path';

/**
 * What people keep beside their clips is not worth a failed job each, so a watched folder goes by names where an upload goes by bytes: an
 * upload was chosen by somebody. What has such a name and is something else fails as an upload of it would.
 */
const MEDIA_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['.mp4', '.m4v', '.mov', '.mkv', '.webm', '.avi', '.mpg', '.mpeg', '.ts', '.m2ts', '.mts', '.3gp', '.3g2', '.flv'],
  ...['.wmv', '.ogv', '.mxf', '.mjpeg', '.gif', '.apng', '.webp', '.png', '.jpg', '.jpeg', '.jfif', '.heic', '.heif'],
  ...['.avif', '.bmp', '.tif', '.tiff', '.jxl', '.pdf', '.zip'],
]);

/** Names under which programs write what is not complete: rsync and macOS begin them with a dot. */
const UNFINISHED = /(\.(part|partial|filepart|crdownload|download|tmp|temp)|~)$/i;

/** Whether a file of this name is to be taken in. */
export function isMediaName(name: string): boolean {
  return !isHidden(name) && !UNFINISHED.test(name) && MEDIA_EXTENSIONS.has(extname(name).toLowerCase());
}

/** Also of folders: waste bins and indices of other systems are kept in such. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || SYSTEM_FOLDERS.has(name.toLowerCase());
}

const SYSTEM_FOLDERS: ReadonlySet<string> = new Set(['$recycle.bin', 'system volume information', 'lost+found']);
