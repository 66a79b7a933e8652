/** The languages that the page speaks. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/**
 * The language that somebody chose, else the first of the browser's that the page speaks, else English.
 *
 * @param browserLanguages as navigator.languages has them: "de-AT", "en".
 */
export function preferredLanguage(chosen: string | null, browserLanguages: readonly string[]): Language {
  const wanted = [...(chosen === null ? [] : [chosen]), ...browserLanguages].map((tag) => tag.toLowerCase());
  for (const tag of wanted) {
    const language = LANGUAGES.find((known) => tag === known || tag.startsWith(`${known}-`));
    if (language !== undefined) return language;
  }
  return 'en';
}
