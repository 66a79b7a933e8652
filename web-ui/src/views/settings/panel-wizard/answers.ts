import type { PanelSetup } from '../../../../../daemon/protocol/test-pattern.js';
import type { ConfigChanges } from '../../../live/config.js';
import { valueAt } from '../schema-keys.js';

/** Where something on the glass points, or is to go. */
export const DIRECTIONS = ['up', 'right', 'down', 'left'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What the field that is marked R may look like: right, with red for blue, a negative, or both. */
export const SEEN_COLOURS = ['red', 'blue', 'cyan', 'yellow'] as const;
export type SeenColour = (typeof SEEN_COLOURS)[number];

/** The questions, in an order in which each can be answered whatever is still wrong: a mirrored arrow would be turned the wrong way. */
export type Question = 'letters' | 'arrow' | 'colours' | 'border';
const QUESTIONS: readonly Question[] = ['letters', 'arrow', 'colours', 'border'];

/** The keys that answers change. */
const KEYS = ['panel.rotation', 'panel.mirrored', 'panel.color_order', 'panel.inverted', 'panel.offset'] as const;

/** What is asked of an output; of a panel that the kernel drives, only what framed decides. */
export function questionsFor(output: string): readonly Question[] {
  return output === 'framebuffer' ? ['arrow'] : QUESTIONS;
}

/** Letters that read backwards: the columns run the other way. */
export function mirror({ mirrored }: PanelSetup): ConfigChanges {
  return { 'panel.mirrored': !mirrored };
}

/** The arrow points there, and should point up. */
export function turnUp({ rotation }: PanelSetup, points: Direction): ConfigChanges {
  const seenDegrees = DIRECTIONS.indexOf(points) * 90;
  return { 'panel.rotation': (rotation - seenDegrees + 360) % 360 };
}

/** Red for blue makes red blue; a negative makes it cyan, and blue yellow. Empty: all is right. */
export function mendColours({ colorOrder, inverted }: PanelSetup, seen: SeenColour): ConfigChanges {
  return {
    ...((seen === 'blue' || seen === 'yellow') && { 'panel.color_order': colorOrder === 'rgb' ? 'bgr' : 'rgb' }),
    ...((seen === 'cyan' || seen === 'yellow') && { 'panel.inverted': !inverted }),
  };
}

/** The picture one pixel further that way; undefined where the chip's memory ends. */
export function nudge(setup: PanelSetup, to: Direction): PanelSetup['offset'] | undefined {
  const { offset, offsetLimit, toRight, toDown } = setup;
  const along = to === 'left' || to === 'right' ? toRight : toDown;
  const sign = to === 'right' || to === 'down' ? 1 : -1;
  const [x, y] = [offset.x + sign * along.x, offset.y + sign * along.y];
  return x < 0 || y < 0 || x > offsetLimit.x || y > offsetLimit.y ? undefined : { x, y };
}

export function moveTo(offset: PanelSetup['offset']): ConfigChanges {
  return { 'panel.offset': { ...offset } };
}

/** Whether the chip's memory is larger than the glass, so that the picture can be moved at all. */
export function canMove({ offsetLimit }: PanelSetup): boolean {
  return offsetLimit.x > 0 || offsetLimit.y > 0;
}

export interface ConfigBefore {
  readonly values: Readonly<Record<string, unknown>>;
  readonly sources: Readonly<Record<string, string>>;
}

/** What makes of the configuration what it was before: what was not in the file goes out of it again. */
export function putBack({ values, sources }: ConfigBefore): ConfigChanges {
  const wasInFile = (key: string) =>
    Object.entries(sources).some(([known, source]) => source === 'file' && `${known}.`.startsWith(`${key}.`));
  return Object.fromEntries(KEYS.map((key) => [key, wasInFile(key) ? (valueAt(values, key) ?? null) : null]));
}
