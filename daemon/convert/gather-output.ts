import { ConvertError } from './convert-error.js';
import type { FfmpegRun } from './ffmpeg.js';

/**
 * Everything ffmpeg gives, in pieces. Where that is more than is wanted, ffmpeg is stopped.
 *
 * @throws ConvertError 'convert-failed' where it is more than `maxBytes`
 */
export async function gatherOutput({ output, kill }: FfmpegRun, maxBytes: number): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of output) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      kill();
      throw new ConvertError('convert-failed', `ffmpeg gave more than the ${maxBytes} bytes that are wanted of it.`);
    }
    chunks.push(Buffer.from(chunk));
  }
  return chunks;
}
