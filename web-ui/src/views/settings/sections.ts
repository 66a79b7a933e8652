import type { ComponentChildren } from 'preact';
import {
  BrightnessIcon,
  DownloadIcon,
  InfoIcon,
  LinkIcon,
  NowIcon,
  PhoneIcon,
  PlayIcon,
  SettingsIcon,
  UploadIcon,
} from '../../parts/icons.js';

/** The sections of the settings, in their order; `keys` are those of the configuration that stand in them, with all that is below. */
export const SECTIONS = {
  device: { icon: SettingsIcon, keys: ['name', 'language', 'time_zone', 'trust_clock'] },
  panel: { icon: NowIcon, keys: ['panel', 'display'] },
  playing: { icon: PlayIcon, keys: ['playback', 'convert', 'screens'] },
  storage: { icon: UploadIcon, keys: ['uploads', 'library', 'watch'] },
  network: { icon: LinkIcon, keys: ['http', 'https', 'access'] },
  people: { icon: PhoneIcon, keys: [] },
  backup: { icon: DownloadIcon, keys: [] },
  health: { icon: InfoIcon, keys: [] },
  page: { icon: BrightnessIcon, keys: [] },
  more: { icon: SettingsIcon, keys: [] },
} as const satisfies Readonly<Record<string, { icon: () => ComponentChildren; keys: readonly string[] }>>;

export type SectionName = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

/** Keys with a view of their own, or for the file only. */
const ELSEWHERE: readonly string[] = ['schedule', 'version'];

/** In which section a key of the configuration stands; undefined: in none. New ones stand in the last one until somebody gives them a better place. */
export function sectionOf(key: string): SectionName | undefined {
  const [first = ''] = key.split('.');
  if (ELSEWHERE.includes(first)) return undefined;
  return SECTION_NAMES.find((name) => (SECTIONS[name].keys as readonly string[]).includes(first)) ?? 'more';
}
