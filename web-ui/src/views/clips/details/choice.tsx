import { useId } from 'preact/hooks';

export interface ChoiceProps<T> {
  options: readonly T[];
  value: T;
  labelOf(option: T): string;
  onChoose(option: T): void;
}

/** One of a few, all in sight. Stands in a fieldset, whose legend names it. */
export function Choice<T>({ options, value, labelOf, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <div class="choice">
      {options.map((option) => (
        <label key={String(option)}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
          <span>{labelOf(option)}</span>
        </label>
      ))}
    </div>
  );
}
