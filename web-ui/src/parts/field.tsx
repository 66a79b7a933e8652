import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

/** What goes onto the input, select or textarea of a field. */
export interface FieldControl {
  /** That of the label is the same with "-label" behind it. */
  id: string;
  class: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

export interface FieldProps {
  label: string;
  /** What it does, and what would be accepted. */
  hint?: ComponentChildren;
  /** Why what is in it cannot be. */
  error?: string | undefined;
  children(control: FieldControl): ComponentChildren;
}

/** Something to fill in, with its name above, and what is to be said of it below. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const saidId = `${id}-said`;
  return (
    <div class="field">
      <label id={`${id}-label`} for={id}>
        {label}
      </label>
      {children({ id, class: 'field-control', 'aria-describedby': saidId, 'aria-invalid': error !== undefined })}
      <div id={saidId}>
        {error !== undefined && (
          <p class="field-error" role="alert">
            {error}
          </p>
        )}
        {hint !== undefined && <p class="hint">{hint}</p>}
      </div>
    </div>
  );
}
