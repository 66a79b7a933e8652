import type { MediaTools } from '../convert/media-tools.js';
import type { PlainError } from '../errors.js';
import type { Notice } from '../protocol/state.js';

/** Undefined where everything that converting needs is there. */
export function noticeOfTools({ ffmpeg, ffprobe }: MediaTools): Notice | undefined {
  if (ffmpeg && ffprobe) return undefined;
  return {
    level: 'warning',
    message:
      'ffmpeg is not installed, so nothing new can be converted. Install it (sudo apt-get install -y ffmpeg) and restart framed.',
  };
}

export function noticeOfSkipped(name: string, { message }: PlainError): Notice {
  return { level: 'warning', message: `"${name}" cannot be played and is passed over: ${message}` };
}
