import { DisplayError } from '../display.js';

/**
 * What was sent is not what the datasheet allows. A real controller would show a wrong picture, or none, and say nothing.
 *
 * `code` is stable; `message` says what was done and what is demanded.
 */
export class EmulatorError extends DisplayError {
  override readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string) {
    super(code, message);
    this.name = 'EmulatorError';
    this.code = code;
  }
}

export type EmulatorErrorCode =
  | 'transfer-too-long'
  | 'half-word'
  | 'high-byte-set'
  | 'in-reset'
  | 'reset-too-short'
  | 'too-soon'
  | 'sleep-too-soon'
  | 'data-without-command'
  | 'too-few-parameters'
  | 'too-many-parameters'
  | 'asleep'
  | 'no-window'
  | 'window-backwards'
  | 'window-outside-gram'
  | 'half-pixel'
  | 'pixel-format-not-taken'
  | 'scroll-areas-wrong'
  | 'scroll-start-outside'
  | 'glass-outside-gram'
  | 'wrong-size';
