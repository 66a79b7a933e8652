import type { PlainError } from '../errors.js';
import type { FrameZipWriterOptions, WrittenFrameZip } from './writer.js';

/** What a writer's thread is started with. */
export interface WriterThreadData {
  /** Of a WriterRing. */
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  /** 0 to 19; of this thread only, where the system can do that. */
  readonly niceness: number;
}

/** Each is followed by a ring of the bell. */
export type WriterCommand =
  /** The file is there, and empty. */
  { type: 'open'; path: string; options: FrameZipWriterOptions } | { type: 'finish'; endMs: number };

export type WriterAnswer =
  /** There is room again in the ring that was full. */
  | { type: 'room' }
  | { type: 'finished'; written: WrittenFrameZip }
  /** The last answer. */
  | { type: 'failed'; error: PlainError; cause: PlainError | undefined };
