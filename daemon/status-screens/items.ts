import type { IconName } from './icons.js';
import type { QrCode } from './qr-code.js';
import type { Face } from './typeface.js';
import type { MeasuredText } from './wrap-text.js';

/** Something that stands on a screen, before it has a place there. Items stand one below the other. */
export type Item = TextItem | IconItem | QrItem;

interface AnyItem {
  /** Space above it, in pixels, where it is not the first. */
  readonly gap: number;
  /** Whether it is left out where not everything fits: the highest first, never those of 0. */
  readonly rank: number;
}

export interface TextItem extends AnyItem {
  readonly kind: 'text';
  readonly text: MeasuredText;
  readonly face: Face;
  /** CSS colour. */
  readonly colour: string;
  /** Font size in pixels: as it is meant, and the smallest it may become. */
  readonly size: number;
  readonly minSize: number;
  /** A title, or what is to be typed: best in one line. */
  readonly isHeadline: boolean;
  /** What goes beyond is cut off with an ellipsis; undefined: nothing may be cut off. */
  readonly maxLines?: number;
}

export interface IconItem extends AnyItem {
  readonly kind: 'icon';
  readonly icon: IconName;
  readonly colour: string;
  readonly size: number;
}

/** A QR code on its tile, as large as fits. */
export interface QrItem extends AnyItem {
  readonly kind: 'qr';
  readonly code: QrCode;
  readonly modulePx: number;
}

/** An item with its place. Boxes enclose everything that is drawn of it, in whole pixels. */
export type Placed =
  | {
      readonly kind: 'line';
      readonly line: string;
      readonly baseline: number;
      readonly item: TextItem;
      readonly box: Box;
      readonly size: number;
    }
  | { readonly kind: 'icon'; readonly item: IconItem; readonly box: Box }
  | { readonly kind: 'qr'; readonly item: QrItem; readonly box: Box };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
