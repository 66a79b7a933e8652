import { signal } from '@preact/signals';
import { darkSystem, keepTheme, keptTheme, markTheme, type Theme } from './kept-theme.js';

/** What was chosen in this browser. */
export const theme = signal<Theme>(keptTheme());

/** Shows the page as it was chosen, also when the system changes its mind. */
export function startTheme(): void {
  // It is marked already, by src/early.ts. The page's HTML has the system's colours already; to ask for ours costs a phone a look at every style.
  if (theme.peek() !== 'system') colourBars();
  darkSystem.addEventListener('change', show);
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  keepTheme(chosen);
  show();
}

function show(): void {
  markTheme(theme.peek());
  colourBars();
}

/** The bar of a phone's browser takes the ground's colour. */
function colourBars(): void {
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--ground');
  for (const bar of document.querySelectorAll('meta[name="theme-color"]')) bar.setAttribute('content', ground);
}
