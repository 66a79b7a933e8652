import { command } from '../../live/actions.js';
import { player } from '../../live/state.js';
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon } from '../../parts/icons.js';
import { t } from '../../texts/texts.js';

/** Previous, pause or play, next. */
export function Transport() {
  const paused = player.value?.paused === true;
  return (
    <fieldset class="transport" aria-label={t('now.playback')}>
      <button type="button" class="disc" aria-label={t('now.previous')} onClick={() => command({ type: 'previous' })}>
        <PreviousIcon />
      </button>
      <button
        type="button"
        class="disc primary"
        aria-label={t(paused ? 'now.play' : 'now.pause')}
        onClick={() => command({ type: paused ? 'resume' : 'pause' })}
      >
        {paused ? <PlayIcon /> : <PauseIcon />}
      </button>
      <button type="button" class="disc" aria-label={t('now.next')} onClick={() => command({ type: 'next' })}>
        <NextIcon />
      </button>
    </fieldset>
  );
}
