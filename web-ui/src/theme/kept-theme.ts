/** How the page looks: as the system has it, or as somebody chose. */
export type Theme = 'system' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const KEY = 'framed-theme';

export const darkSystem = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen in this browser. */
export function keptTheme(): Theme {
  try {
    return THEMES.find((known) => known === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

export function keepTheme(chosen: Theme): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage is closed here; the choice holds until the page is loaded again.
  }
}

/** One attribute decides: style sheets then have each colour once a theme. */
export function markTheme(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && darkSystem.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}
