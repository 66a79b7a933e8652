import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { NowPlaying as Now } from '../../../../daemon/protocol/state.js';
import { can } from '../../live/access.js';
import { command } from '../../live/actions.js';
import { player, state } from '../../live/state.js';
import { DownIcon } from '../../parts/icons.js';
import { Slider } from '../../parts/slider.js';
import { t } from '../../texts/texts.js';
import { formatDuration } from '../../texts/words.js';
import { openSourceMenu } from './source-menu.js';

/** The bar moves this often between two positions from the daemon. */
const TICK_MS = 200;

/** Name, what it is part of, and a bar that shows the position and takes another one. */
export function NowPlaying() {
  const { now, paused = false } = player.value ?? {};
  return (
    <div class="now-playing">
      <p class="now-name" data-testid="now-playing">
        {now?.name ?? t('now.nothing')}
      </p>
      {now?.clipId !== undefined && <Source />}
      {now !== undefined && now.durationMs > 0 && <PositionBar now={now} paused={paused} />}
    </div>
  );
}

/** The playlist that plays. */
function Source() {
  const id = player.value?.playlistId;
  const name = (id === undefined ? undefined : state.value?.playlists[id]?.name) ?? t('now.all-clips');
  if (!can('control')) return <p class="source hint">{name}</p>;
  return (
    <button
      type="button"
      class="source"
      aria-haspopup="dialog"
      onClick={({ currentTarget }) => openSourceMenu(currentTarget)}
    >
      <span class="heard-only">{t('now.choose-source')}: </span>
      <span class="source-name">{name}</span>
      <DownIcon />
    </button>
  );
}

function PositionBar({ now, paused }: { now: Now; paused: boolean }) {
  const [positionMs, moveTo] = usePosition(now, paused);
  const [position, duration] = [formatDuration(positionMs), formatDuration(now.durationMs)];
  return (
    <div class="position">
      <Slider
        label={t('now.position')}
        valueText={t('now.position-of', { position, duration })}
        min={0}
        max={now.durationMs}
        value={positionMs}
        isDisabled={!can('control')}
        onSet={(soughtMs) => {
          moveTo(soughtMs);
          return command({ type: 'seek', positionMs: soughtMs });
        }}
      />
      <span>{position}</span>
      <span>{duration}</span>
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
