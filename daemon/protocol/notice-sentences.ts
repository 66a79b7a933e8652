import type { Notice, NoticeSentence } from './state.js';

/**
 * What notices say, by name; what stands in braces is filled in. The page says the same in other languages, by the same names
 * (web-ui/src/texts).
 */
export const NOTICE_SENTENCES = {
  'ffmpeg-missing':
    'ffmpeg is not installed, so nothing new can be converted. Install it (sudo apt-get install -y ffmpeg) and restart framed.',
  'glass-wanted': 'The picture is on this virtual panel only. To get it on real glass: framed doctor',
  'glass-missing': 'The picture is on this virtual panel only.',
  'glass-later': 'It goes to the glass as soon as that can be had.',
  'no-login':
    'There is no login: whoever reaches framed over the network may do everything. To have one: framed config set access.login required',
  'disk-reserve':
    'The disk is nearly full: {freeMb} MB are free, and {reserveMb} MB stay so. Nothing new is taken until clips are removed.',
  mended: 'The library was mended at the start.',
  'mended-more': 'And {count} more: framed logs',
  'storage-gone':
    'The folder of the library is gone: was a stick pulled out? Nothing can be added or changed until it is back; framed then goes on by itself.',
  'storage-read-only':
    'The library cannot be written: its file system has become read-only, as one does whose card fails. Nothing can be added or changed. Make a backup, and look at the messages of the kernel (dmesg).',
  'storage-not-writable':
    'The library cannot be written: framed may not write to its folder. Nothing can be added or changed until its owner and rights are put right.',
  'storage-no-names-left':
    'The disk has no room for more files, though it may have room for bytes (all of its inodes are in use). Nothing can be added until files are deleted.',
  'storage-failing': 'The library cannot be read: its disk reports errors. Check the SD card or stick.',
  crashed: 'framed was ended by {by}, and has been started again ({at}). What it did before is in {path}.',
  skipped: '"{name}" cannot be played and is passed over: {reason}',
  'config-current': 'The configuration is not taken up. What it said before holds.',
  'config-last-good': 'The configuration is not taken up. What it said when it was good last holds.',
  'config-defaults': 'The configuration is not taken up. The defaults hold.',
  'panel-problem': 'The configuration asks for a panel that cannot be had. {reason}',
  'config-restart': 'Restart framed to take up what was changed: {keys}.',
  'clock-too-early':
    'The clock reads a time before framed was there: the schedule waits until NTP or a real-time clock vouches for it. It has no network, or keeps its time otherwise? Set it, and trust_clock: always in the configuration.',
  'clock-not-in-step':
    'Nothing has set the clock since this machine started: the schedule waits until NTP or a real-time clock vouches for it. It has no network, or keeps its time otherwise? Set it, and trust_clock: always in the configuration.',
  'playlist-meant': 'The schedule wants to play "{name}", which is no playlist: did you mean "{nearest}"?',
  'playlist-none': 'The schedule wants to play "{name}", which is no playlist: there is none yet.',
  'playlist-one': 'The schedule wants to play "{name}", which is no playlist: there is {others}.',
  'playlist-others': 'The schedule wants to play "{name}", which is no playlist: there are {others}.',
  'too-hot':
    'The processor is too hot and slows down, which can make the picture stutter. Give it air, or a heat sink.',
  'too-hot-at':
    'The processor is too hot ({celsius} °C) and slows down, which can make the picture stutter. Give it air, or a heat sink.',
  'power-low': 'The power supply is too weak for this Raspberry Pi. Use the official power supply, and a short cable.',
  'power-was-low':
    'The power supply was too weak at least once since the Raspberry Pi was started. Use the official power supply, and a short cable.',
  'https-problem': 'HTTPS: {reason}',
  'https-missing-names':
    'The certificate is not for {names}: the authority was made before. docs/https.md says how to make another.',
} as const satisfies Readonly<Record<string, string>>;

export type NoticeName = keyof typeof NOTICE_SENTENCES;

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type ValuesOf<S> = [NamesIn<S>] extends [never] ? [] : [values: { readonly [N in NamesIn<S>]: string | number }];

/** A sentence for a notice, with what is filled in. */
export function say<N extends NoticeName>(
  name: N,
  ...[values]: ValuesOf<(typeof NOTICE_SENTENCES)[N]>
): NoticeSentence {
  return { name, ...(values && { values }) };
}

/** A notice of one line or several. A text that has no name is said as it is, in whatever language. */
export function notice(level: Notice['level'], ...sentences: readonly (NoticeSentence | string)[]): Notice {
  return { level, message: sentences.map(inEnglish).join('\n'), sentences: [...sentences] };
}

function inEnglish(sentence: NoticeSentence | string): string {
  if (typeof sentence === 'string') return sentence;
  const template = (NOTICE_SENTENCES as Readonly<Record<string, string>>)[sentence.name] ?? '';
  return template.replace(/\{(\w+)\}/g, (braces, name: string) => String(sentence.values?.[name] ?? braces));
}
