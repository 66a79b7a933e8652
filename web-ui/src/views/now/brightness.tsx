import { can } from '../../live/access.js';
import { command } from '../../live/actions.js';
import { NewestWins } from '../../live/newest-wins.js';
import { player } from '../../live/state.js';
import { stateSays } from '../../live/state-says.js';
import { BrightnessIcon, PowerIcon } from '../../parts/icons.js';
import { Slider } from '../../parts/slider.js';
import { t } from '../../texts/texts.js';

/** Two repaints at 30 Hz: fills what is between two values of a moving finger, and is over before the next arrives on most lines. */
const FADE_MS = 66;

const brightness = new NewestWins<number>((percent) => command({ type: 'brightness', percent, fadeMs: FADE_MS }));

/** A slider that the light of the panel follows, and its switch. */
export function Brightness() {
  const { brightness: percent = 100, blank = false } = player.value ?? {};
  const isDisabled = !can('control');
  return (
    <div class="brightness">
      <BrightnessIcon />
      <Slider
        label={t('now.brightness')}
        valueText={t('now.percent', { percent: Math.round(percent) })}
        min={0}
        max={100}
        step={1}
        value={percent}
        isDisabled={isDisabled}
        onMove={(to) => brightness.push(to)}
        onSet={async (to) => {
          await brightness.push(to);
          await stateSays(() => player.value?.brightness === to);
        }}
      />
      <button
        type="button"
        class="mode"
        aria-label={t('now.display')}
        aria-pressed={!blank}
        disabled={isDisabled}
        onClick={() => command({ type: 'blank', on: !blank })}
      >
        <PowerIcon />
      </button>
    </div>
  );
}
