import { useSignal } from '@preact/signals';
import './slider.css';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  /** Default: any value. */
  step?: number;
  /** The value in words, for those who do not see it. */
  valueText: string;
  /** While it moves, with each value. */
  onMove?(value: number): void;
  /** When it is let go. Until what this returns has settled the slider stays where it was put, be the state behind. */
  onSet(value: number): unknown;
  isDisabled?: boolean;
}

/** A range of values under a finger: the whole height of a touch, with a thin line in it. */
export function Slider({ label, value, min, max, step, valueText, onMove, onSet, isDisabled }: SliderProps) {
  const held = useSignal<number | undefined>(undefined);
  const shown = held.value ?? value;
  return (
    <input
      type="range"
      class="slider"
      aria-label={label}
      aria-valuetext={valueText}
      min={min}
      max={max}
      step={step ?? 'any'}
      value={shown}
      disabled={isDisabled}
      style={{ '--done': `${(100 * (shown - min)) / Math.max(1e-9, max - min)}%` }}
      onInput={({ currentTarget }) => {
        held.value = currentTarget.valueAsNumber;
        onMove?.(held.value);
      }}
      onChange={async ({ currentTarget }) => {
        const set = currentTarget.valueAsNumber;
        await onSet(set);
        if (held.value === set) held.value = undefined;
      }}
    />
  );
}
