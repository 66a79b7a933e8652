import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { NowPlaying as Now } from '../../../../daemon/protocol/state.js';
import { command } from '../../live/actions.js';
import { player } from '../../live/state.js';
import { Slider } from '../../parts/slider.js';
import { t } from '../../texts/texts.js';
import { formatDuration } from '../../texts/words.js';

/** The bar moves this often between two positions from the daemon. */
const TICK_MS = 200;

/** Name, and a bar that shows the position and takes another one. */
export function NowPlaying() {
  const now = player.value?.now;
  if (now === undefined) return <p class="now now-name hint">{t('now.nothing')}</p>;
  return (
    <div class="now">
      <p class="now-name" data-testid="now-playing">
        {now.name}
      </p>
      {now.durationMs > 0 && <PositionBar now={now} paused={player.value?.paused === true} />}
    </div>
  );
}

function PositionBar({ now, paused }: { now: Now; paused: boolean }) {
  const [positionMs, moveTo] = usePosition(now, paused);
  return (
    <div class="position">
      <span>{formatDuration(positionMs)}</span>
      <Slider
        label={t('now.position')}
        valueText={t('now.position-of', {
          position: formatDuration(positionMs),
          duration: formatDuration(now.durationMs),
        })}
        min={0}
        max={now.durationMs}
        value={positionMs}
        onSet={(soughtMs) => {
          moveTo(soughtMs);
          return command({ type: 'seek', positionMs: soughtMs });
        }}
      />
      <span>{formatDuration(now.durationMs)}</span>
    </div>
  );
}

/**
 * Where the clip is: what was last known, carried on while it plays. Known is what the daemon said, or, until it says something new, where
 * the person has moved to.
 */
function usePosition(now: Now, paused: boolean): [positionMs: number, moveTo: (positionMs: number) => void] {
  const tick = useSignal(0);
  void tick.value;
  const known = useRef({ now, paused, positionMs: now.positionMs, atMs: performance.now() });
  const currentMs = () => {
    const sinceMs = known.current.paused ? 0 : performance.now() - known.current.atMs;
    return Math.min(now.durationMs, known.current.positionMs + sinceMs);
  };
  const set = (positionMs: number) => {
    known.current = { now, paused, positionMs, atMs: performance.now() };
  };
  if (known.current.now !== now) set(now.positionMs);
  else if (known.current.paused !== paused) set(currentMs());

  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      tick.value += 1;
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [paused]);
  return [currentMs(), set];
}
