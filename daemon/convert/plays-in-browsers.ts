import type { MediaFacts } from './media-facts.js';

/** 8 bits, a colour for every two by two pixels: what every decoder of H.264 in a phone has. */
const PIXEL_FORMATS: ReadonlySet<string> = new Set(['yuv420p', 'yuvj420p']);
const SOUNDS: ReadonlySet<string> = new Set(['aac', 'mp3']);

/**
 * Whether about every browser plays a video as it is, phones of five years ago among them: H.264 in MP4 or QuickTime, with AAC, MP3 or no
 * sound (https://developer.mozilla.org/docs/Web/Media/Guides/Formats, "Choosing the right codec"). WebM came to iPhones only with iOS 17.4.
 *
 * @param sound ffmpeg's name of the sound's codec; undefined: there is none
 */
export function playsInBrowsers(
  { codec, pixelFormat }: Pick<MediaFacts, 'codec' | 'pixelFormat'>,
  { demuxer, sound }: { demuxer: string | undefined; sound: string | undefined },
): boolean {
  const isPlainVideo = demuxer === 'mov' && codec === 'h264' && PIXEL_FORMATS.has(pixelFormat);
  return isPlainVideo && (sound === undefined || SOUNDS.has(sound));
}
