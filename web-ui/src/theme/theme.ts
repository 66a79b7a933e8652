import { signal } from '@preact/signals';

/** How the page looks: as the system has it, or as somebody chose. */
export type Theme = 'system' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const KEY = 'framed-theme';
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen in this browser. */
export const theme = signal<Theme>(kept());

/** Shows the page as it was chosen, also when the system changes its mind. */
export function startTheme(): void {
  show();
  darkSystem.addEventListener('change', show);
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage is closed here; the choice holds until the page is loaded again.
  }
  show();
}

/** One attribute decides: style sheets then have each colour once a theme. The bar of a phone's browser takes the ground's colour. */
function show(): void {
  const isDark = theme.peek() === 'dark' || (theme.peek() === 'system' && darkSystem.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--ground');
  for (const bar of document.querySelectorAll('meta[name="theme-color"]')) bar.setAttribute('content', ground);
}

function kept(): Theme {
  try {
    return THEMES.find((known) => known === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}
