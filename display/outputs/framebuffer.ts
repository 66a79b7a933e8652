import { join } from 'node:path';
import type { Backlight } from '../backlight/backlight.js';
import { perceivedLight } from '../backlight/perceived.js';
import type { TransferCost } from '../dirty/transfer-cost.js';
import { type Display, DisplayError, type DisplayTraffic, type Geometry, type Rectangle } from '../display.js';
import { takeConsole } from '../framebuffer/console.js';
import { DeviceFile, type WriteAt } from '../framebuffer/device-file.js';
import { type FramebufferFacts, findFramebuffer } from '../framebuffer/framebuffer-facts.js';
import { MemoryImage } from '../framebuffer/memory-image.js';
import { rowRuns } from '../framebuffer/row-runs.js';
import { framebufferCost } from '../framebuffer/transfer-cost.js';
import { requireFrame } from '../require-frame.js';
import { writeValue } from '../sysfs.js';

export interface FramebufferOptions {
  /** "fb1", "1", or the driver's name: "panel-mipi-dbid". */
  readonly device: string;
  /** Of the picture; where the framebuffer is larger, it stands in the middle. */
  readonly geometry: Geometry;
  /** Closed with the display. Absent: dark is a black picture and what the driver makes of `blank`. */
  readonly backlight?: Backlight;
  /** Hears in one sentence what could not be done and does not prevent a picture. Default: nobody. */
  readonly warn?: (message: string) => void;
  /** Where /sys, /proc and /dev are. Default: "/". */
  readonly systemRoot?: string;
  /** Default: Node's writeSync. */
  readonly write?: WriteAt;
}

/**
 * A Linux framebuffer: a panel that the kernel drives (panel-mipi-dbi, fbtft), or HDMI.
 *
 * A write returns before the kernel has sent it, so there is no back-pressure here; frames are paced by the clock alone.
 * What was on the framebuffer before, and its text console, are put back on close.
 */
export class FramebufferDisplay implements Display {
  readonly geometry: Geometry;
  readonly cost: TransferCost | undefined;
  readonly traffic: DisplayTraffic = { bytes: 0, rectangles: 0, busyMs: 0 };
  readonly #framebuffer: FramebufferFacts;
  readonly #file: DeviceFile;
  readonly #image: MemoryImage;
  readonly #backlight: Backlight | undefined;
  readonly #blankPath: string;
  readonly #mergeGapRows: number;
  readonly #giveConsoleBack: () => void;
  /** What was on it before. */
  readonly #before: Buffer;
  #light = 1;
  #lit = true;
  #closed = false;

  /**
   * @throws DisplayError 'framebuffer-not-found', 'framebuffer-ambiguous', 'framebuffer-too-small', 'framebuffer-format-unsupported',
   * 'framebuffer-unavailable', each with what would be accepted.
   */
  static open(options: FramebufferOptions): FramebufferDisplay {
    const { device, geometry, systemRoot = '/', write } = options;
    const framebuffer = findFramebuffer(device, systemRoot);
    const image = new MemoryImage(framebuffer, geometry);
    const display = new FramebufferDisplay(options, framebuffer, image, DeviceFile.open(framebuffer, write));
    try {
      display.#clear();
    } catch (error) {
      display.close();
      throw error;
    }
    return display;
  }

  private constructor(
    options: FramebufferOptions,
    framebuffer: FramebufferFacts,
    image: MemoryImage,
    file: DeviceFile,
  ) {
    const { geometry, backlight, systemRoot = '/', warn = () => {} } = options;
    this.geometry = geometry;
    this.cost = framebufferCost(framebuffer);
    this.#framebuffer = framebuffer;
    this.#image = image;
    this.#file = file;
    this.#backlight = backlight;
    this.#blankPath = join(systemRoot, `sys/class/graphics/fb${framebuffer.number}/blank`);
    this.#mergeGapRows = mergeGapRows(framebuffer, this.cost);
    this.#before = file.read() ?? Buffer.alloc(image.bytes.length);
    this.#giveConsoleBack = takeConsole(framebuffer.number, systemRoot, warn);
  }

  present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.#check(pixels);
    const { height } = this.geometry;
    const runs = damage === undefined ? [{ row: 0, endRow: height }] : rowRuns(damage, this.#mergeGapRows);
    for (const { row, endRow } of runs) {
      this.#image.paint(pixels, row, endRow);
      if (this.#lit) this.#write(this.#image.bytes, this.#image.top + row, this.#image.top + endRow);
    }
  }

  /** Dark is a black picture, and beyond that whatever this user may: the driver's `blank`, the backlight. */
  setLit(lit: boolean): void {
    if (this.#closed || lit === this.#lit) return;
    this.#lit = lit;
    if (lit) {
      this.#write(this.#image.bytes, 0, this.#framebuffer.geometry.height);
      this.#unblank();
      this.#backlight?.set(this.#light);
    } else {
      this.#backlight?.set(0);
      this.#write(Buffer.alloc(this.#image.bytes.length), 0, this.#framebuffer.geometry.height);
      writeValue(FB_BLANK_POWERDOWN, this.#blankPath);
    }
  }

  setBrightness(percent: number): void {
    this.#light = perceivedLight(percent);
    if (this.#lit && !this.#closed) this.#backlight?.set(this.#light);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#file.writeRows(this.#before, 0, this.#framebuffer.geometry.height);
    } catch {
      // A framebuffer that is lost keeps whatever it has.
    }
    this.#file.close();
    this.#unblank();
    this.#giveConsoleBack();
    this.#backlight?.close();
  }

  /** Black to begin with, border and all, and lit: a console that was idle may have left it dark. */
  #clear(): void {
    this.#unblank();
    this.#write(this.#image.bytes, 0, this.#framebuffer.geometry.height);
    this.#backlight?.set(this.#light);
  }

  #unblank(): void {
    writeValue(FB_BLANK_UNBLANK, this.#blankPath);
  }

  #write(memory: Uint8Array, row: number, endRow: number): void {
    const startMs = performance.now();
    this.traffic.bytes += this.#file.writeRows(memory, row, endRow);
    this.traffic.rectangles++;
    this.traffic.busyMs += performance.now() - startMs;
  }

  #check(pixels: Uint8Array): void {
    if (this.#closed) {
      const device = `fb${this.#framebuffer.number}`;
      throw new DisplayError('display-closed', `The framebuffer ${device} was closed and takes no more frames.`);
    }
    requireFrame(pixels, this.geometry);
  }
}

/** Unchanged rows that cost no more to send than another write. Without a cost model: all of them, so that there is one write. */
function mergeGapRows({ geometry }: FramebufferFacts, cost: TransferCost | undefined): number {
  if (cost === undefined) return Number.POSITIVE_INFINITY;
  const rowUs = (geometry.width * cost.bytesPerPixel * 8) / cost.mhz;
  return Math.floor(cost.rectangleUs / rowUs);
}

/** Values of `blank` (include/uapi/linux/fb.h). */
const FB_BLANK_UNBLANK = '0';
const FB_BLANK_POWERDOWN = '4';
