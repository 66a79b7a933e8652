import { signal } from '@preact/signals';
import { frameTexts as frameDe } from './de/frame.js';
import { nowTexts as nowDe } from './de/now.js';
import type { clipsTexts } from './en/clips.js';
import type { configChoices } from './en/config-choices.js';
import type { configLabels } from './en/config-labels.js';
import { frameTexts as frameEn } from './en/frame.js';
import { nowTexts as nowEn } from './en/now.js';
import type { playlistsTexts } from './en/playlists.js';
import type { scheduleTexts } from './en/schedule.js';
import type { settingsTexts } from './en/settings.js';
import type { signInTexts } from './en/sign-in.js';
import { type Language, preferredLanguage } from './language.js';
import { fillIn, type TextTable, type ValuesOf } from './text-table.js';

/** The parts of the page that have texts of their own; the English ones are the measure. */
interface Parts {
  frame: typeof frameEn;
  now: typeof nowEn;
  clips: typeof clipsTexts;
  playlists: typeof playlistsTexts;
  schedule: typeof scheduleTexts;
  settings: typeof settingsTexts & typeof configLabels & typeof configChoices;
  'sign-in': typeof signInTexts;
}
export type PartName = keyof Parts;
type KeyIn<P extends PartName> = `${P}.${keyof Parts[P] & string}`;
export type TextKey = { [P in PartName]: KeyIn<P> }[PartName];
type TextAt<K extends TextKey> = K extends `${infer P}.${infer Name}`
  ? P extends PartName
    ? Name extends keyof Parts[P]
      ? Parts[P][Name]
      : never
    : never
  : never;

/** Beside them what the daemon says itself, in English. */
type LoadedPart = PartName | 'notices' | 'problems';
type Tables = Partial<Record<LoadedPart, TextTable>>;

/** These two come with the page, since nothing can be shown without; the others with their views. */
const FIRST: Readonly<Record<Language, Tables>> = {
  en: { frame: frameEn, now: nowEn },
  de: { frame: frameDe, now: nowDe },
};

/** One file a part and language, so that nobody loads the words of a view, or of a language, that is not shown. */
const LOADERS: Readonly<Partial<Record<LoadedPart, Record<Language, () => Promise<TextTable>>>>> = {
  clips: {
    en: async () => (await import('./en/clips.js')).clipsTexts,
    de: async () => (await import('./de/clips.js')).clipsTexts,
  },
  playlists: {
    en: async () => (await import('./en/playlists.js')).playlistsTexts,
    de: async () => (await import('./de/playlists.js')).playlistsTexts,
  },
  schedule: {
    en: async () => (await import('./en/schedule.js')).scheduleTexts,
    de: async () => (await import('./de/schedule.js')).scheduleTexts,
  },
  settings: {
    en: async () => {
      const [settings, labels, choices] = await Promise.all([
        import('./en/settings.js'),
        import('./en/config-labels.js'),
        import('./en/config-choices.js'),
      ]);
      return { ...settings.settingsTexts, ...labels.configLabels, ...choices.configChoices };
    },
    de: async () => {
      const [settings, labels, choices, descriptions] = await Promise.all([
        import('./de/settings.js'),
        import('./de/config-labels.js'),
        import('./de/config-choices.js'),
        import('./de/config-descriptions.js'),
      ]);
      return {
        ...settings.settingsTexts,
        ...labels.configLabels,
        ...choices.configChoices,
        ...descriptions.configDescriptions,
      };
    },
  },
  notices: {
    en: async () => ({}),
    de: async () => (await import('./de/notices.js')).noticeTexts,
  },
  problems: {
    en: async () => ({}),
    de: async () => (await import('./de/problems.js')).problemTexts,
  },
  'sign-in': {
    en: async () => (await import('./en/sign-in.js')).signInTexts,
    de: async () => (await import('./de/sign-in.js')).signInTexts,
  },
};

const CHOSEN_KEY = 'framed-language';

const spoken = signal<{ language: Language; tables: Tables }>(tablesOf(initialLanguage()));

/** Changes what is rendered with it. */
export function language(): Language {
  return spoken.value.language;
}

/** The text of a key in the language of the page; what stands in its braces is given with it: `t('now.next', { name })`. */
export function t<K extends TextKey>(key: K, ...[values]: ValuesOf<TextAt<K>>): string {
  return textOf(key, values);
}

/** As `t`, for a key that is put together at run time; undefined where there is no such text. */
export function lookUp(key: string, values?: Readonly<Record<string, string | number>>): string | undefined {
  return textOf(key, values) || undefined;
}

function textOf(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const { language, tables } = spoken.value;
  const dot = key.indexOf('.');
  const text = (tables as Readonly<Record<string, TextTable>>)[key.slice(0, dot)]?.[key.slice(dot + 1)];
  return text === undefined ? '' : fillIn(text, values, language);
}

/** Resolves when the texts of the part are there. Rejects where they cannot be loaded. */
export async function loadTexts(part: LoadedPart): Promise<void> {
  const { language, tables } = spoken.peek();
  if (tables[part] !== undefined) return;
  const table = await LOADERS[part]?.[language]();
  if (table === undefined) return;
  // Another part, or another language, may have come in the meantime.
  if (spoken.peek().language !== language) return loadTexts(part);
  spoken.value = { language, tables: { ...spoken.peek().tables, [part]: table } };
}

/** Changes the language of the page, with all that is loaded of it, and keeps the choice in this browser; null: as the browser has it. */
export async function chooseLanguage(chosen: Language | null): Promise<void> {
  try {
    if (chosen === null) localStorage.removeItem(CHOSEN_KEY);
    else localStorage.setItem(CHOSEN_KEY, chosen);
  } catch {
    // Storage is closed here; the choice holds until the page is loaded again.
  }
  const next = tablesOf(chosen ?? initialLanguage());
  for (const part of Object.keys(spoken.peek().tables) as LoadedPart[]) {
    next.tables[part] ??= (await LOADERS[part]?.[next.language]()) ?? {};
  }
  spoken.value = next;
}

/** What somebody chose in this browser; null: nothing. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(CHOSEN_KEY);
  } catch {
    return null;
  }
}

function tablesOf(language: Language): { language: Language; tables: Tables } {
  return { language, tables: { ...FIRST[language] } };
}

function initialLanguage(): Language {
  // Node, which runs the tests of what uses texts, may have neither.
  const browserLanguages = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return preferredLanguage(chosenLanguage(), browserLanguages);
}
