import { InvalidArgumentError } from 'commander';
import type { Geometry } from '../../display/display.js';
import type { Rotation } from '../../display/panel.js';
import type { Focus } from '../convert/options.js';

// Parsers for commander: each takes the word that was typed, and throws InvalidArgumentError with what would be accepted.

export function parseSize(word: string): Geometry {
  const [, width, height] = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(word) ?? [];
  if (!width || !height) throw new InvalidArgumentError('A size is written like 320x240, in pixels, up to 9999.');
  return { width: Number(width), height: Number(height) };
}

export function parseRotation(word: string): Rotation {
  const degrees = Number(word);
  if (degrees === 0 || degrees === 90 || degrees === 180 || degrees === 270) return degrees;
  throw new InvalidArgumentError('A rotation is 0, 90, 180 or 270.');
}

export function parsePositive(word: string): number {
  const value = Number(word);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

export function parseNotNegative(word: string): number {
  const value = Number(word);
  if (word.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a number, 0 or above.');
}

export function parsePercent(word: string): number {
  const value = Number(word.replace(/\s*%$/, ''));
  if (/^\d/.test(word) && value <= 100) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}

export function parseCount(word: string): number {
  if (/^[1-9]\d{0,8}$/.test(word)) return Number(word);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}

export function parsePort(word: string): number {
  const port = Number(word);
  if (/^\d{1,5}$/.test(word) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 takes a free one.');
}

/** A GPIO line, by its BCM number. */
export function parseLine(word: string): number {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  throw new InvalidArgumentError('A GPIO is its BCM number, like 25.');
}

/** Of a picture that does not fill the panel. */
export function parseBackground(word: string): string {
  if (/^(#[0-9a-f]{6}|blur)$/i.test(word)) return word.toLowerCase();
  throw new InvalidArgumentError('A background is a colour, written like "#1e90ff", or "blur".');
}

/** A point of the picture, in shares of its width and height. */
export function parseFocus(word: string): Focus {
  const [, x, y] = /^(\d*\.?\d+),(\d*\.?\d+)$/.exec(word)?.map(Number) ?? [];
  if (x !== undefined && y !== undefined && x <= 1 && y <= 1) return { x, y };
  throw new InvalidArgumentError('A focus is written like 0.5,0.25: from the left and from the top, each from 0 to 1.');
}
