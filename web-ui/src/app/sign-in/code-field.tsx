import type { RefObject } from 'preact';
import { t } from '../../texts/texts.js';
import { CODE_DIGITS, digitsOf } from './arriving-secret.js';

export interface CodeFieldProps {
  input: RefObject<HTMLInputElement | null>;
  code: string;
  isInvalid: boolean;
  isDisabled: boolean;
  onCode(digits: string): void;
}

/**
 * Six cells that are one field: typing goes from cell to cell, deleting back, and what is pasted fills them, blanks and all. For screen readers
 * and password managers it is an ordinary field.
 */
export function CodeField({ input, code, isInvalid, isDisabled, onCode }: CodeFieldProps) {
  return (
    <div class={isInvalid ? 'code-field invalid' : 'code-field'} dir="ltr">
      {Array.from({ length: CODE_DIGITS }, (_, index) => (
        <span
          key={index}
          class={index === Math.min(code.length, CODE_DIGITS - 1) ? 'cell current' : 'cell'}
          aria-hidden="true"
        >
          {code[index] ?? ''}
        </span>
      ))}
      <input
        ref={input}
        type="text"
        inputMode="numeric"
        autocomplete="one-time-code"
        aria-label={t('sign-in.code')}
        aria-invalid={isInvalid}
        value={code}
        disabled={isDisabled}
        // biome-ignore lint/a11y/noAutofocus: there is nothing else to do here.
        autoFocus
        onInput={({ currentTarget }) => {
          const digits = digitsOf(currentTarget.value);
          currentTarget.value = digits;
          onCode(digits);
        }}
      />
    </div>
  );
}
