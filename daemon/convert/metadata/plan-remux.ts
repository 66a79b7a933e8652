import { demuxerArguments } from '../demuxers.js';
import type { MediaFacts } from '../media-facts.js';
import { type Capabilities, type CommandLine, inputArguments } from '../plan.js';

/** The containers that can be written again without loss, by how a file begins. */
export type Container = 'mp4' | 'mov' | 'matroska' | 'webm';

/** @returns undefined: the file is in another container */
export function containerOf(head: Uint8Array, demuxer: string | undefined): Container | undefined {
  const begin = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 64)).toString('latin1');
  if (demuxer === 'matroska') return begin.includes('webm') ? 'webm' : 'matroska';
  if (demuxer !== 'mov') return undefined;
  // Files from before the ftyp box are QuickTime's.
  return begin.slice(4, 8) === 'ftyp' && begin.slice(8, 12) !== 'qt  ' ? 'mp4' : 'mov';
}

/**
 * The same packets in a new container that says nothing of place, time and device. Picture, sound and subtitles are copied, with what showing
 * them needs (rotation, pixel aspect, edit list). Data tracks stay behind: they hold the camera's path. So do attachments.
 */
export function planRemux(
  source: { readonly path: string; readonly demuxer: string | undefined } & Pick<MediaFacts, 'alpha'>,
  container: Container,
  output: string,
  tools: Capabilities,
): CommandLine {
  // Matroska keeps its flag for transparency among the tags.
  const alpha = source.alpha === 'separate' ? ['-metadata:s:v:0', 'alpha_mode=1'] : [];
  return {
    // -y: the output is there, empty and ours.
    before: ['-y', ...inputArguments(tools), ...demuxerArguments(source.demuxer)],
    path: source.path,
    after: [
      ...['-map', '0', '-map', '-0:d', '-map', '-0:t', '-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1'],
      // Else the muxer would write which ffmpeg made the file, and when.
      ...['-fflags', '+bitexact', ...alpha],
      // The index in front, so that a browser can show it before it has all of it.
      ...(container === 'mp4' || container === 'mov' ? ['-movflags', '+faststart'] : []),
      // A sign of life on standard output, twice a second.
      ...['-progress', 'pipe:1', '-f', container],
    ],
    output,
  };
}
