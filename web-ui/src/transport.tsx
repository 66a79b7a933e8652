import { command } from './api.js';
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon } from './icons.js';
import { player } from './state.js';

/** Previous, pause or play, next. */
export function Transport() {
  const paused = player.value?.paused === true;
  return (
    <fieldset class="transport" aria-label="Playback">
      <button type="button" class="disc" aria-label="Previous" onClick={() => command({ type: 'previous' })}>
        <PreviousIcon />
      </button>
      <button
        type="button"
        class="disc primary"
        aria-label={paused ? 'Play' : 'Pause'}
        onClick={() => command({ type: paused ? 'resume' : 'pause' })}
      >
        {paused ? <PlayIcon /> : <PauseIcon />}
      </button>
      <button type="button" class="disc" aria-label="Next" onClick={() => command({ type: 'next' })}>
        <NextIcon />
      </button>
    </fieldset>
  );
}
