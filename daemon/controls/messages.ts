import type { InputOptions } from '../../display/bus/gpio.js';
import type { LineChange } from '../../display/input/input-lines.js';
import type { PlainError } from '../errors.js';

/** What the thread is started with. */
export interface ControlsThreadData {
  readonly inputs: readonly InputOptions[];
  readonly systemRoot: string;
}

/** What the thread says. */
export type ControlsMessage =
  | { readonly type: 'ready'; readonly levels: ReadonlyMap<number, boolean> }
  | { readonly type: 'changes'; readonly changes: readonly LineChange[] }
  | { readonly type: 'failed'; readonly error: PlainError };
