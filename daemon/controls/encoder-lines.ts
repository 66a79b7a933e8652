import type { ControlsConfig } from '../config/controls-schema.js';
import { Encoder } from './encoder.js';

/** Percent of brightness a click of an encoder. */
const TURN_PERCENT = 5;

/**
 * What the changes of an encoder's two lines are to be told.
 *
 * @param levels of lines when it begins; high where nothing is known.
 * @param act does what a click stands for.
 */
export function encoderLines(
  { a, b, turn, reversed, steps }: ControlsConfig['encoders'][number],
  levels: ReadonlyMap<number, boolean>,
  act: (action: string) => void,
): Map<number, (isHigh: boolean) => void> {
  const at = { a: levels.get(a) ?? true, b: levels.get(b) ?? true };
  const encoder = new Encoder(steps, at, (direction) => act(actionOf(turn, reversed ? -direction : direction)));
  return new Map([
    [a, (isHigh: boolean) => encoder.changed('a', isHigh)],
    [b, (isHigh: boolean) => encoder.changed('b', isHigh)],
  ]);
}

function actionOf(turn: 'brightness' | 'clips', direction: number): string {
  if (turn === 'clips') return direction > 0 ? 'next' : 'previous';
  return `brightness ${direction > 0 ? '+' : '-'}${TURN_PERCENT}`;
}
