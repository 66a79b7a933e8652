import { can } from '../../live/access.js';
import { command } from '../../live/actions.js';
import { player } from '../../live/state.js';
import { LoopIcon, LoopOneIcon, NextIcon, PauseIcon, PlayIcon, PreviousIcon, ShuffleIcon } from '../../parts/icons.js';
import { t } from '../../texts/texts.js';

/** Previous, pause or play, next; and in which order, and how often. */
export function Transport() {
  const { paused = false, shuffle = false, loop = 'all' } = player.value ?? {};
  const isDisabled = !can('control');
  const nextLoop = ({ all: 'one', one: 'off', off: 'all' } as const)[loop];
  return (
    <fieldset class="transport" aria-label={t('now.playback')} disabled={isDisabled}>
      <button
        type="button"
        class="mode"
        aria-label={t('now.shuffle')}
        aria-pressed={shuffle}
        onClick={() => command({ type: 'shuffle', on: !shuffle })}
      >
        <ShuffleIcon />
      </button>
      <button type="button" class="disc" aria-label={t('now.previous')} onClick={() => command({ type: 'previous' })}>
        <PreviousIcon />
      </button>
      <button
        type="button"
        class="disc primary"
        aria-label={t(paused ? 'now.play' : 'now.pause')}
        onClick={togglePaused}
      >
        {paused ? <PlayIcon /> : <PauseIcon />}
      </button>
      <button type="button" class="disc" aria-label={t('now.next')} onClick={() => command({ type: 'next' })}>
        <NextIcon />
      </button>
      <button
        type="button"
        class="mode"
        aria-label={t(`now.loop-${loop}`)}
        aria-pressed={loop !== 'off'}
        onClick={() => command({ type: 'loop', mode: nextLoop })}
      >
        {loop === 'one' ? <LoopOneIcon /> : <LoopIcon />}
      </button>
    </fieldset>
  );
}

/** Holds the picture, or lets it go on. True where it will be held. */
export function togglePaused(): boolean {
  const isPaused = player.peek()?.paused === true;
  void command({ type: isPaused ? 'resume' : 'pause' });
  return !isPaused;
}
