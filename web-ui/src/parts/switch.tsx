import type { ComponentChildren } from 'preact';
import './switch.css';

export interface SwitchProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  isOn: boolean;
  isDisabled?: boolean;
  onChange(isOn: boolean): void;
}

/** Something that is on or off, and changes at once. The whole line is to be touched. */
export function Switch({ label, hint, isOn, isDisabled, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <span class="switch-words">
        {label}
        {hint !== undefined && <span class="hint">{hint}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isDisabled}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.checked);
          // It shows what holds, also where the change was refused.
          currentTarget.checked = isOn;
        }}
      />
    </label>
  );
}
