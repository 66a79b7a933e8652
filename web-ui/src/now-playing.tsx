import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { command } from './api.js';
import { player } from './state.js';
import { formatDuration } from './words.js';

/** The bar moves this often between two positions from the daemon. */
const TICK_MS = 200;

/** Name, and a bar that shows the position and takes another one. */
export function NowPlaying() {
  const positionMs = usePosition();
  const draggedTo = useSignal<number | undefined>(undefined);
  const now = player.value?.now;
  if (now === undefined) return <p class="now now-name hint">Nothing is playing</p>;
  const shownMs = draggedTo.value ?? positionMs;
  const seek = (event: Event & { currentTarget: HTMLInputElement }) => {
    draggedTo.value = undefined;
    void command({ type: 'seek', positionMs: event.currentTarget.valueAsNumber });
  };
  return (
    <div class="now">
      <p class="now-name" data-testid="now-playing">
        {now.name}
      </p>
      {now.durationMs > 0 && (
        <div class="position">
          <span>{formatDuration(shownMs)}</span>
          <input
            type="range"
            aria-label="Position"
            aria-valuetext={`${formatDuration(shownMs)} of ${formatDuration(now.durationMs)}`}
            min={0}
            max={now.durationMs}
            step="any"
            value={shownMs}
            style={{ '--done': `${(100 * shownMs) / now.durationMs}%` }}
            onInput={(event) => {
              draggedTo.value = event.currentTarget.valueAsNumber;
            }}
            onChange={seek}
          />
          <span>{formatDuration(now.durationMs)}</span>
        </div>
      )}
    </div>
  );
}

/** Where the clip is now: the daemon's last word, carried on while it plays. */
function usePosition(): number {
  const heard = useRef({ now: player.value?.now, atMs: performance.now() });
  const tick = useSignal(0);
  const paused = player.value?.paused === true;
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      tick.value += 1;
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [paused]);
  void tick.value;
  const now = player.value?.now;
  if (heard.current.now !== now) heard.current = { now, atMs: performance.now() };
  if (now === undefined) return 0;
  const sinceMs = paused ? 0 : performance.now() - heard.current.atMs;
  return Math.min(now.durationMs, now.positionMs + sinceMs);
}
