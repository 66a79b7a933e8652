import { useRef } from 'preact/hooks';
import { command } from '../../live/actions.js';
import { player } from '../../live/state.js';
import { BrightnessIcon } from '../../parts/icons.js';
import { Slider } from '../../parts/slider.js';
import { t } from '../../texts/texts.js';

/** While a finger moves, the glass is told at most this often; the fade fills what is between. */
const SEND_EVERY_MS = 80;

/** A slider that the light of the panel follows. */
export function Brightness() {
  const sentAtMs = useRef(0);
  const percent = player.value?.brightness ?? 100;
  const follow = (to: number) => {
    if (performance.now() - sentAtMs.current < SEND_EVERY_MS) return;
    sentAtMs.current = performance.now();
    void command({ type: 'brightness', percent: to, fadeMs: SEND_EVERY_MS });
  };
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
        onMove={follow}
        onSet={(to) => command({ type: 'brightness', percent: to })}
      />
    </div>
  );
}
