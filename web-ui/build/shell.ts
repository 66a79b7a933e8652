import { type ComponentChildren, Fragment, isValidElement } from 'preact';
import type { Plugin } from 'vite';
import { VIEW_NAMES } from '../src/app/route.js';
import { TAB_ICONS } from '../src/app/tab-icons.js';

const PLACE = /(<div id="page">)[\s\S]*?(<\/div>)/;

/**
 * Puts the tabs into the page's HTML, as src/app/navigation.tsx renders them: so there is something to see, and the fonts are there, before any script is.
 * Without words, since the language is not known yet, and without addresses, since nothing is there to go to.
 */
export function shell(): Plugin {
  return {
    name: 'framed-shell',
    apply: 'build',
    transformIndexHtml: (html) => {
      if (!PLACE.test(html)) throw new Error('index.html has no place for the tabs');
      return html.replace(PLACE, (_, begin: string, end: string) => `${begin}${tabs()}${end}`);
    },
  };
}

function tabs(): string {
  const each = VIEW_NAMES.map((view) => `<a class="tab">${htmlOf(TAB_ICONS[view]())}<span>&nbsp;</span></a>`);
  return `<nav class="tabs" aria-hidden="true">${each.join('')}</nav>`;
}

/** As much as pictures need: elements and components, and attributes whose values need no escapes. */
function htmlOf(node: ComponentChildren): string {
  if (Array.isArray(node)) return node.map(htmlOf).join('');
  if (!isValidElement(node)) return '';
  const { children, ...attributes } = node.props as { children?: ComponentChildren };
  if (node.type === Fragment) return htmlOf(children);
  // Preact's own type of a component leaves open what it gives.
  if (typeof node.type === 'function') return htmlOf((node.type as (props: unknown) => ComponentChildren)(node.props));
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${node.type}${written.join('')}>${htmlOf(children)}</${node.type}>`;
}
