import { t } from '../texts/texts.js';
import { WarningIcon } from './icons.js';
import './states.css';

export interface ErrorStateProps {
  title: string;
  text?: string;
  retryLabel?: string;
  /** Absent: nothing can be done here. */
  onRetry?(): void;
}

/** In place of what could not be had: why, and what to do. */
export function ErrorState({ title, text, retryLabel, onRetry }: ErrorStateProps) {
  return (
    <div class="state-card" role="alert">
      <WarningIcon />
      <h2>{title}</h2>
      {text !== undefined && <p class="hint">{text}</p>}
      {onRetry !== undefined && (
        <button type="button" class="button soft" onClick={onRetry}>
          {retryLabel ?? t('frame.try-again')}
        </button>
      )}
    </div>
  );
}
