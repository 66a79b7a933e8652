import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** How long is still to be waited, in milliseconds, to the second; and what begins a wait. */
export function useCountdown(): [leftMs: number, begin: (ms: number) => void] {
  const untilMs = useSignal(0);
  const nowMs = useSignal(0);
  useEffect(() => {
    if (untilMs.value === 0) return;
    const timer = setInterval(() => {
      nowMs.value = performance.now();
      if (nowMs.value >= untilMs.value) untilMs.value = 0;
    }, 500);
    return () => clearInterval(timer);
  }, [untilMs.value]);
  const begin = (ms: number) => {
    nowMs.value = performance.now();
    untilMs.value = nowMs.value + ms;
  };
  return [untilMs.value === 0 ? 0 : untilMs.value - nowMs.value, begin];
}
