import type { ComponentChildren } from 'preact';
import './states.css';

export interface EmptyStateProps {
  icon?: ComponentChildren;
  title: string;
  /** What would be here, and how it comes here. */
  text?: ComponentChildren;
  /** What to do about it. */
  children?: ComponentChildren;
}

/** In place of what is not there (yet). */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div class="state-card">
      {icon}
      <h2>{title}</h2>
      {text !== undefined && <p class="hint">{text}</p>}
      {children}
    </div>
  );
}
