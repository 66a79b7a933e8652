import type { Backlight } from '../backlight/backlight.js';
import { perceivedLight } from '../backlight/perceived.js';
import type { PanelBus } from '../bus/panel-bus.js';
import { blockingClock } from '../bus/wire-clock.js';
import { type InitStep, playSteps, runInit } from '../controllers/init-table.js';
import { DCS, SETTLE_MS, SLEEP_CHANGE_MS } from '../dcs.js';
import { measureCost, type RectangleCost } from '../dirty/calibration.js';
import type { TransferCost } from '../dirty/transfer-cost.js';
import { type Display, DisplayError, type DisplayTraffic, type Geometry, type Rectangle } from '../display.js';
import type { Glass } from '../glass.js';
import { frameBytes } from '../panel.js';
import { requireFrame } from '../require-frame.js';
import { WindowWriter } from '../window-writer.js';
import { bytesPerPixel, PixelRows } from './pixel-rows.js';

export interface SpiPanelOptions {
  glass: Glass;
  /** The display's from now on: it closes it. */
  bus: PanelBus;
  /** The display's from now on. */
  backlight: Backlight;
  /** Of a rectangle, where it is known; else it is measured when the display is opened. */
  cost?: RectangleCost;
  /** Tells how long the bus was busy. Default: the machine's. */
  clock?: { monotonicMs(): number };
}

/** A panel with a controller of its own, over any bus. */
export class SpiPanelDisplay implements Display {
  readonly geometry: Geometry;
  readonly traffic: DisplayTraffic = { bytes: 0, rectangles: 0, busyMs: 0 };
  readonly #glass: Glass;
  readonly #bus: PanelBus;
  readonly #backlight: Backlight;
  readonly #clock: { monotonicMs(): number };
  readonly #windows: WindowWriter;
  readonly #rows: PixelRows;
  readonly #whole: readonly Rectangle[];
  readonly #knownCost: RectangleCost | undefined;
  #cost: TransferCost | undefined;
  #state: 'new' | 'open' | 'closed' = 'new';
  #openedMs = 0;
  #lit = true;
  #brightness = 100;

  constructor({ glass, bus, backlight, cost, clock = blockingClock }: SpiPanelOptions) {
    this.geometry = glass.geometry;
    this.#glass = glass;
    this.#bus = bus;
    this.#backlight = backlight;
    this.#knownCost = cost;
    this.#clock = clock;
    this.#windows = new WindowWriter(bus, glass);
    this.#rows = new PixelRows(glass.geometry, glass.pixelFormat);
    this.#whole = [{ x: 0, y: 0, endX: glass.geometry.width, endY: glass.geometry.height }];
  }

  /** Known once the display is open. */
  get cost(): TransferCost | undefined {
    return this.#cost;
  }

  /**
   * Reset, init, a black picture, and light. What is in the memory at power-on, noise, is never seen: it is overwritten before DISPON, which
   * also serves boards whose light is always on.
   *
   * @throws DisplayError 'bus-lost'; bus and light are given back then.
   */
  open(): void {
    try {
      this.#bringUp();
    } catch (error) {
      this.close();
      throw error;
    }
    this.#state = 'open';
    this.#showLight();
  }

  present(pixels: Uint8Array, damage: readonly Rectangle[] = this.#whole): void {
    this.#requireOpen();
    requireFrame(pixels, this.geometry);
    for (const rectangle of damage) this.#requireInside(rectangle);
    const beganMs = this.#clock.monotonicMs();
    for (const rectangle of damage) this.#write(pixels, rectangle);
    this.traffic.busyMs += this.#clock.monotonicMs() - beganMs;
  }

  /** Dark is both light off and DISPOFF, so that a board without a switch for its light goes dark too, as far as it can. */
  setLit(lit: boolean): void {
    this.#requireOpen();
    if (lit === this.#lit) return;
    this.#lit = lit;
    if (!lit) this.#showLight();
    this.#bus.command(lit ? DCS.DISPON : DCS.DISPOFF);
    if (lit) this.#showLight();
  }

  setBrightness(percent: number): void {
    this.#requireOpen();
    this.#brightness = percent;
    this.#showLight();
  }

  /** Light off, glass asleep, bus and light given back. A bus that is lost already is no reason to keep the rest. */
  close(): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closed';
    try {
      if (wasOpen) this.#fallAsleep();
    } catch (error) {
      if (!(error instanceof DisplayError && error.code === 'bus-lost')) throw error;
    } finally {
      this.#bus.close();
      this.#backlight.close();
    }
  }

  #bringUp(): void {
    this.#backlight.set(0);
    const { initSteps } = this.#glass;
    const cut = stepsBeforeClearing(initSteps);
    runInit(this.#bus, initSteps.slice(0, cut));
    this.#openedMs = this.#clock.monotonicMs();
    this.#clear();
    const { wantsWholeWindow, pixelFormat } = this.#glass;
    this.#cost = {
      ...(this.#knownCost ?? this.#measureCost()),
      bytesPerPixel: bytesPerPixel(pixelFormat),
      wholeWindow: wantsWholeWindow,
    };
    playSteps(this.#bus, initSteps.slice(cut));
    Object.assign(this.traffic, { bytes: 0, rectangles: 0, busyMs: 0 });
  }

  #fallAsleep(): void {
    this.#backlight.set(0);
    this.#bus.command(DCS.DISPOFF);
    // The table's SLPOUT was before this moment.
    const awakeMs = this.#clock.monotonicMs() - this.#openedMs;
    if (awakeMs < SLEEP_CHANGE_MS) this.#bus.sleep(SLEEP_CHANGE_MS - awakeMs);
    this.#bus.command(DCS.SLPIN);
    this.#bus.sleep(SETTLE_MS);
  }

  /** @returns the bytes that the cost model counts. */
  #write(pixels: Uint8Array, rectangle: Rectangle): number {
    const commandBytes = this.#windows.begin(rectangle);
    const bytes = this.#rows.gather(pixels, rectangle);
    this.#bus.pixels(bytes);
    this.traffic.bytes += bytes.length + commandBytes * (this.#glass.wordBits / 8);
    this.traffic.rectangles++;
    return bytes.length + commandBytes;
  }

  #clear(): void {
    const black = new Uint8Array(frameBytes(this.geometry));
    for (const rectangle of this.#whole) this.#write(black, rectangle);
  }

  #measureCost(): RectangleCost {
    const black = new Uint8Array(frameBytes(this.geometry));
    return measureCost({
      geometry: this.geometry,
      clockHz: this.#bus.clockHz,
      clock: this.#clock,
      write: (rectangle) => this.#write(black, rectangle),
    });
  }

  #showLight(): void {
    this.#backlight.set(this.#lit ? perceivedLight(this.#brightness) : 0);
  }

  #requireOpen(): void {
    if (this.#state === 'open') return;
    throw this.#state === 'closed'
      ? new DisplayError('display-closed', 'The panel was closed and takes no more frames.')
      : new DisplayError('display-not-open', 'The panel is not open yet; open() comes before the first frame.');
  }

  #requireInside({ x, y, endX, endY }: Rectangle): void {
    const { width, height } = this.geometry;
    if (x >= 0 && y >= 0 && x < endX && y < endY && endX <= width && endY <= height) return;
    throw new DisplayError(
      'damage-outside',
      `A dirty rectangle goes from (${x}, ${y}) to (${endX}, ${endY}); it has to hold a pixel and lie within ${width}x${height}.`,
    );
  }
}

/** How many steps come before the black picture: all that pixels depend on, and not DISPON if it can be helped. */
function stepsBeforeClearing(steps: readonly InitStep[]): number {
  const is = (step: InitStep, ...opcodes: number[]) => step.kind === 'command' && opcodes.includes(step.opcode);
  const settled = steps.findLastIndex((step) => is(step, DCS.SLPOUT, DCS.MADCTL, DCS.COLMOD));
  const dispon = steps.findIndex((step, index) => index > settled && is(step, DCS.DISPON));
  return dispon === -1 ? steps.length : dispon;
}
