import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { DisplayError } from '../display.js';
import { describeFramebuffer, type FramebufferFacts } from './framebuffer-facts.js';

/** Node's writeSync, or what stands for a framebuffer in a test. */
export type WriteAt = (fd: number, bytes: Uint8Array, offset: number, length: number, position: number) => number;

/**
 * An open framebuffer device, written so that what is written is also shown.
 *
 * A DRM framebuffer (panel-mipi-dbi, vc4) sends to the glass the rows that a write() touched. But where it touched a single row, it sends
 * only the pixels up to `end % stride`: nothing at all where the write ends with the row
 * (drm_fb_helper_memory_range_to_clip in drivers/gpu/drm/drm_fb_helper.c, Linux 6.1 to 6.12). So every write here touches two rows or more.
 */
export class DeviceFile {
  readonly #fd: number;
  readonly #framebuffer: FramebufferFacts;
  readonly #write: WriteAt;
  #closed = false;

  /** @throws DisplayError 'framebuffer-unavailable' where it cannot be opened for writing. */
  static open(framebuffer: FramebufferFacts, write: WriteAt = writeSync): DeviceFile {
    try {
      return new DeviceFile(openSync(framebuffer.path, 'r+'), framebuffer, write);
    } catch (cause) {
      const code = codeOf(cause);
      const remedy =
        code === 'EACCES' || code === 'EPERM'
          ? 'put the user into the group "video" (sudo usermod -aG video USER) and log in again'
          : 'see whether its driver is loaded (dmesg | grep -i fb)';
      throw new DisplayError(
        'framebuffer-unavailable',
        `${framebuffer.path} cannot be opened for writing (${code}); ${remedy}.`,
        { cause },
      );
    }
  }

  private constructor(fd: number, framebuffer: FramebufferFacts, write: WriteAt) {
    this.#fd = fd;
    this.#framebuffer = framebuffer;
    this.#write = write;
  }

  /** Everything that is in it: strideBytes * height, or undefined where it cannot be read. */
  read(): Buffer | undefined {
    const { strideBytes, geometry } = this.#framebuffer;
    const bytes = Buffer.alloc(strideBytes * geometry.height);
    try {
      for (let at = 0, count = 1; at < bytes.length && count > 0; at += count) {
        count = readSync(this.#fd, bytes, at, bytes.length - at, at);
      }
      return bytes;
    } catch {
      return undefined;
    }
  }

  /**
   * Writes rows [row, endRow) of `memory`, and the row after or before where it would be only one. Returns how many bytes were written.
   *
   * @param memory all of the framebuffer's.
   * @throws DisplayError 'display-lost' where the device takes no more.
   */
  writeRows(memory: Uint8Array, row: number, endRow: number): number {
    const { height } = this.#framebuffer.geometry;
    if (height === 1) return this.#writeOnlyRow(memory);
    const isSingle = endRow - row === 1;
    const first = isSingle && endRow === height ? row - 1 : row;
    const end = isSingle && endRow < height ? endRow + 1 : endRow;
    const { strideBytes } = this.#framebuffer;
    const pieces = this.#writeRange(memory, first * strideBytes, end * strideBytes);
    if (pieces > 1) this.#touchRows(memory, first, end);
    return (end - first) * strideBytes;
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }

  /** A framebuffer of one row: a write that ends before the row does is shown, so the last byte goes first. */
  #writeOnlyRow(memory: Uint8Array): number {
    const { geometry, bitsPerPixel, strideBytes } = this.#framebuffer;
    const rowBytes = (geometry.width * bitsPerPixel) / 8;
    const end = rowBytes < strideBytes ? rowBytes : rowBytes - 1;
    if (end < rowBytes) this.#writeRange(memory, end, rowBytes);
    this.#writeRange(memory, 0, end);
    return rowBytes;
  }

  /** Returns in how many pieces the device took it. */
  #writeRange(memory: Uint8Array, start: number, end: number): number {
    let pieces = 0;
    for (let at = start; at < end; pieces++) at += this.#writeOnce(memory, at, end - at);
    return pieces;
  }

  /** What was taken in pieces may hold one that was a single row: the two bytes around each row's end make the rows beside it shown. */
  #touchRows(memory: Uint8Array, first: number, end: number): void {
    const { strideBytes } = this.#framebuffer;
    for (let row = first + 1; row < end; row++) this.#writeOnce(memory, row * strideBytes - 1, 2);
  }

  #writeOnce(memory: Uint8Array, offset: number, length: number): number {
    try {
      const written = this.#write(this.#fd, memory, offset, length, offset);
      if (written > 0) return written;
    } catch (cause) {
      throw this.#lost(codeOf(cause), cause);
    }
    throw this.#lost('it takes no more bytes');
  }

  #lost(reason: string, cause?: unknown): DisplayError {
    return new DisplayError(
      'display-lost',
      `The framebuffer ${describeFramebuffer(this.#framebuffer)} is lost (${reason}); its driver was unloaded or its bus has failed, ` +
        'which dmesg tells.',
      { cause },
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
