import { signal } from '@preact/signals';
import { problemText } from '../live/problem-text.js';
import { t } from '../texts/texts.js';

/** A short word on what happened, that goes by itself. */
export interface Toast {
  readonly key: number;
  readonly text: string;
  readonly kind: 'done' | 'problem';
  /** What may be done about it, e.g. undone. */
  readonly action?: ToastAction | undefined;
}

export interface ToastAction {
  readonly label: string;
  run(): unknown;
}

/** The newest last. */
export const toasts = signal<readonly Toast[]>([]);

/** Two are read at once; more would hide the page. */
const MOST = 2;

let nextKey = 1;

/** Tells that something was done, or, with an action, what may be done about it. */
export function toast(text: string, options: { kind?: Toast['kind']; action?: ToastAction } = {}): void {
  const { kind = 'done', action } = options;
  // The same words again take the place of those that stand.
  const others = toasts.peek().filter((other) => other.text !== text);
  toasts.value = [...others, { key: nextKey++, text, kind, action }].slice(-MOST);
}

/** Tells that something was done, and offers to undo it. */
export function toastUndo(text: string, undo: () => unknown): void {
  toast(text, { action: { label: t('frame.undo'), run: undo } });
}

/** Tells why something was not done. */
export function toastProblem(error: unknown): void {
  toast(problemText(error), { kind: 'problem' });
}

export function dismissToast({ key }: Toast): void {
  toasts.value = toasts.peek().filter((other) => other.key !== key);
}
