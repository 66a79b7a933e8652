import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { command } from './api.js';
import { BrightnessIcon } from './icons.js';
import { player } from './state.js';

/** While a finger moves, the glass is told at most this often; the fade fills what is between. */
const SEND_EVERY_MS = 80;

/** A slider that the light of the panel follows. */
export function Brightness() {
  const dragged = useSignal<number | undefined>(undefined);
  const sentAtMs = useRef(0);
  const percent = dragged.value ?? player.value?.brightness ?? 100;
  const drag = (event: Event & { currentTarget: HTMLInputElement }) => {
    dragged.value = event.currentTarget.valueAsNumber;
    if (performance.now() - sentAtMs.current < SEND_EVERY_MS) return;
    sentAtMs.current = performance.now();
    void command({ type: 'brightness', percent: dragged.value, fadeMs: SEND_EVERY_MS });
  };
  const leave = async (event: Event & { currentTarget: HTMLInputElement }) => {
    await command({ type: 'brightness', percent: event.currentTarget.valueAsNumber });
    dragged.value = undefined;
  };
  return (
    <label class="brightness">
      <BrightnessIcon />
      <input
        type="range"
        aria-label="Brightness"
        aria-valuetext={`${Math.round(percent)} percent`}
        min={0}
        max={100}
        step={1}
        value={percent}
        style={{ '--done': `${percent}%` }}
        onInput={drag}
        onChange={leave}
      />
    </label>
  );
}
