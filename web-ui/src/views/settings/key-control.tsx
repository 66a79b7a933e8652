import type { FieldControl } from '../../parts/field.js';
import { t } from '../../texts/texts.js';
import { writtenAs } from './key-values.js';
import { valueWords } from './key-words.js';
import type { SchemaKey } from './schema-keys.js';

export interface ControlProps {
  control: FieldControl;
  about: SchemaKey;
  value: unknown;
  /** What stands in the field: the value, or what is being typed. */
  text: string;
  isDisabled: boolean;
  /** With each key that is pressed. */
  onInput(text: string): void;
  /** When it is to hold. */
  onTyped(text: string): void;
  /** Nobody types any more. */
  onLeft(): void;
}

/** What a key is changed with, by its kind. */
export function Control({ control, about, value, text, isDisabled, onInput, onTyped, onLeft }: ControlProps) {
  const { kind, options, minimum, maximum, isWhole, default: fallback } = about;
  const onChange = ({ currentTarget }: { currentTarget: { value: string } }) => onTyped(currentTarget.value);
  if (kind === 'choice') {
    return (
      <select {...control} value={text} disabled={isDisabled} onChange={onChange}>
        {value === undefined && <option value="">{t('settings.as-described')}</option>}
        {options.map((option) => (
          <option key={option} value={String(option)}>
            {valueWords(about, option)}
          </option>
        ))}
      </select>
    );
  }
  const shared = {
    ...control,
    value: text,
    placeholder: writtenAs(fallback),
    disabled: isDisabled,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => onInput(currentTarget.value),
    onChange,
    onBlur: onLeft,
  };
  if (kind === 'lines') {
    return <textarea {...shared} rows={3} spellcheck={false} />;
  }
  if (kind !== 'number') return <input {...shared} type="text" autocomplete="off" spellcheck={false} />;
  return (
    <input
      {...shared}
      type="number"
      inputMode={isWhole ? 'numeric' : 'decimal'}
      min={minimum}
      max={maximum}
      step={isWhole ? 1 : 'any'}
    />
  );
}
