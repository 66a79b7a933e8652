import { effect } from '@preact/signals';

/**
 * Resolves when it is so.
 *
 * @param isSo reads signals.
 * @param patienceMs after which it is waited for no longer. Default: without end.
 */
export function untilSo(isSo: () => boolean, patienceMs?: number): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    const end = () => {
      clearTimeout(timer);
      resolve();
      // An effect may run before it is known how to end it.
      queueMicrotask(() => stop?.());
    };
    const timer = patienceMs === undefined ? undefined : setTimeout(end, patienceMs);
    stop = effect(() => {
      if (isSo()) end();
    });
  });
}
