import { DCS } from '../dcs.js';
import { DisplayError, type Geometry } from '../display.js';
import type { ColorOrder } from '../panel.js';
import type { Controller, PixelFormat } from './controller.js';
import { parseInitTable } from './init-table.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a module from outside exports, as a controller that can be relied on: every field is there and of its type, and its init table
 * can be read, wakes the chip, lights it, and leaves to the panel what is the panel's.
 *
 * @param where the module, for the error's words.
 * @throws DisplayError 'controller-invalid' naming the field, what it is and what it must be; 'init-table-invalid' for the table's words.
 */
export function validateController(value: unknown, where: string): Controller {
  if (!isFields(value)) throw invalid(where, 'the export "controller"', value, 'an object');
  const fields = value;
  const field = <T>(key: string, isRight: (seen: unknown) => seen is T, wanted: string): T => {
    const seen = fields[key];
    if (!isRight(seen)) throw invalid(where, key, seen, wanted);
    return seen;
  };
  const controller: Controller = {
    name: field('name', isText, 'a text, e.g. "st7789"'),
    title: field('title', isText, 'a text, e.g. "Sitronix ST7789"'),
    gram: field('gram', isGeometry, 'like { width: 240, height: 320 }, in whole pixels from 1 to 4096'),
    mirrored: field('mirrored', isBoolean, 'true or false'),
    colorOrder: field('colorOrder', isColorOrder, '"rgb" or "bgr"'),
    inverted: field('inverted', isBoolean, 'true or false'),
    pixelFormats: field(
      'pixelFormats',
      isPixelFormats,
      "like { 8: 'rgb565' }: word bits 8, 16 or both, each 'rgb565' or 'rgb666'",
    ),
    wantsWholeWindow: field('wantsWholeWindow', isBoolean, 'true or false'),
    maxMhz: field('maxMhz', isClock, 'a number of megahertz above 0, up to 200'),
    init: field('init', isText, 'an init table (see docs/adding-a-panel.md)'),
    source: field('source', isText, 'a text: where the table comes from'),
  };
  checkInit(controller, where);
  return controller;
}

/** The table is read with values that it would not have of its own, to see that the panel's do get in. */
function checkInit({ name, init }: Controller, where: string): void {
  const madctl = 0xff;
  const steps = parseInitTable(init, { madctl, colmod: 0, inverted: true }, `of ${name} (${where})`);
  const has = (opcode: number, parameter?: number) =>
    steps.some(
      (step) =>
        step.kind === 'command' &&
        step.opcode === opcode &&
        (parameter === undefined || step.parameters[0] === parameter),
    );
  const wanted: [there: boolean, what: string][] = [
    [has(DCS.SLPOUT), 'the command 11 (SLPOUT), which wakes the chip'],
    [has(DCS.DISPON), 'the command 29 (DISPON), which lights it'],
    [has(DCS.COLMOD), 'the command 3A:fmt (COLMOD), which says what a pixel is'],
    [has(DCS.MADCTL, madctl), 'the command 36:mad (MADCTL), by which a panel is turned'],
    [has(DCS.INVON), 'the step inv, by which a panel is inverted or not'],
  ];
  const missing = wanted.find(([there]) => !there)?.[1];
  if (missing) throw new DisplayError('controller-invalid', `${where}: init lacks ${missing}.`);
}

function invalid(where: string, field: string, seen: unknown, wanted: string): DisplayError {
  const shown = seen === undefined ? 'missing' : (JSON.stringify(seen) ?? typeof seen);
  return new DisplayError('controller-invalid', `${where}: ${field} is ${shown}; it must be ${wanted}.`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isColorOrder(value: unknown): value is ColorOrder {
  return value === 'rgb' || value === 'bgr';
}

function isGeometry(value: unknown): value is Geometry {
  return isFields(value) && isSide(value['width']) && isSide(value['height']);
}

/** 4096: above any such chip, and far below what a window's 16 bits can address. */
function isSide(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 4096;
}

function isPixelFormats(value: unknown): value is Controller['pixelFormats'] {
  if (!isFields(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([bits, format]) => ['8', '16'].includes(bits) && isPixelFormat(format));
}

function isPixelFormat(value: unknown): value is PixelFormat {
  return value === 'rgb565' || value === 'rgb666';
}

/** 200: a Pi 5 has no faster SPI clock. */
function isClock(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 200;
}
