import { FrameCompressor } from './compressor.js';
import { GATHERED_BYTES } from './growing-file.js';

/**
 * What a writer works in: 1.5 MB for frames of 240x240, its DEFLATE engines among them. One writer at a time may have it.
 *
 * A thread that writes one clip after the other keeps it from clip to clip. With one for each, a hundred stills left 28 MB to the garbage
 * collector, and every hundred more another 3: Node lets go of a zlib stream in a later turn of the event loop, which that thread never comes to.
 */
export class WriterWorkspace {
  readonly frameBytes: number;
  /** The frame added last. */
  readonly previous: Buffer;
  /** What is different in a frame. */
  readonly delta: Uint8Array;
  /** What goes to the file next. */
  readonly gathered: Uint8Array<ArrayBuffer>;
  readonly compressor: FrameCompressor;

  constructor(frameBytes: number) {
    this.frameBytes = frameBytes;
    this.previous = Buffer.alloc(frameBytes);
    this.delta = new Uint8Array(frameBytes);
    this.gathered = new Uint8Array(GATHERED_BYTES);
    this.compressor = new FrameCompressor(frameBytes);
  }

  close(): void {
    this.compressor.close();
  }
}
