import { Resvg } from '@resvg/resvg-js';
import { frameBytes } from '../../display/panel.js';
import { packRgb565 } from '../../display/pixels.js';
import { drawScreen } from './draw-screen.js';
import type { Canvas } from './safe-area.js';
import type { Language, StatusScreen } from './status-screen.js';
import { FONT_FILES } from './typeface.js';

/** What a screen is rendered from; plain data that may cross threads. */
export interface ScreenRequest {
  readonly screen: StatusScreen;
  readonly canvas: Canvas;
  readonly language: Language;
}

/**
 * The screen's pixels: width * height * 2 bytes, RGB565 big-endian. Takes 2 ms on 135x240 to 4 ms on 480x320, and in a thread that begins with it
 * about 70 (x64 with other load, 2026-11-22: tenth percentiles of 108 a size, and the best of ten).
 */
export function renderScreen(request: ScreenRequest): Uint8Array {
  return toRgb565(rasterize(request).pixels, request.canvas);
}

/** The same as a PNG, in the panel's colours before they lose their low bits. */
export function renderScreenPng(request: ScreenRequest): Buffer {
  return rasterize(request).asPng();
}

function rasterize({ screen, canvas, language }: ScreenRequest) {
  const svg = drawScreen(screen, canvas, language);
  const font = { loadSystemFonts: false, fontFiles: Object.values(FONT_FILES), defaultFontFamily: 'Inter' };
  return new Resvg(svg, { font, logLevel: 'off' }).render();
}

/** @param rgba opaque, 4 bytes a pixel. */
function toRgb565(rgba: Uint8Array, { geometry }: Canvas): Uint8Array {
  const pixels = new Uint8Array(frameBytes(geometry));
  for (let at = 0; at < pixels.length; at += 2) {
    const pixel = packRgb565(rgba[at * 2] ?? 0, rgba[at * 2 + 1] ?? 0, rgba[at * 2 + 2] ?? 0);
    pixels[at] = pixel >> 8;
    pixels[at + 1] = pixel & 0xff;
  }
  return pixels;
}
