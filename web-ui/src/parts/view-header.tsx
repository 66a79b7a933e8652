import type { ComponentChildren } from 'preact';
import { hashOf, type ViewName } from '../app/route.js';
import { t } from '../texts/texts.js';
import { BackIcon } from './icons.js';
import './view-header.css';

/** The name of a view, or of what is looked at in it, and what can be done with all of it. */
export function ViewHeader({
  title,
  backTo,
  children,
}: {
  title: string;
  backTo?: ViewName;
  children?: ComponentChildren;
}) {
  return (
    <header class="view-header">
      {backTo !== undefined && (
        <a class="icon-button" href={hashOf(backTo)} aria-label={t('frame.back')}>
          <BackIcon />
        </a>
      )}
      <h1>{title}</h1>
      {children}
    </header>
  );
}
