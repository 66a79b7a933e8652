import { basename, dirname } from 'node:path';
import type { IconName } from './icons.js';
import type { Item, TextItem } from './items.js';
import type { Sizes } from './sizes.js';
import { MIN_FONT_PX } from './sizes.js';
import type { DeviceAddress, Language, StatusScreen } from './status-screen.js';
import { TEXTS, type Texts } from './texts.js';
import { type Face, textWidth, writable } from './typeface.js';
import { MAY_BREAK, type MeasuredText, measureText } from './wrap-text.js';

/** What stands on a screen from top to bottom; where there is a code, it goes above `items`, or to their left. */
export interface Composition {
  readonly items: readonly Item[];
  /** What the code says. */
  readonly code?: string;
}

/** On black: what was not lit stays dark, and a panel in a dark room does not shine. All are above 9:1 against it (WCAG 2.2 asks 4.5:1). */
const COLOURS = {
  title: '#ffffff',
  body: '#b9c4d0',
  strong: '#7fd6ff',
  calm: '#7fd6ff',
  warning: '#ffc24b',
  error: '#ff8a80',
} as const;

/** Says a screen in a language. Pure. */
export function compose(screen: StatusScreen, sizes: Sizes, language: Language): Composition {
  const words = TEXTS[language];
  const write = new Writer(sizes);
  switch (screen.kind) {
    case 'starting':
      return { items: [write.icon('picture', COLOURS.calm), write.title(screen.name), write.body(words.starting)] };
    case 'welcome':
      return composeAddress(
        write,
        words,
        screen.address,
        write.title(screen.name),
        write.body(words.openOnPhone, { rank: 3 }),
      );
    case 'pairing':
      return composePairing(write, words, screen.address, screen.code);
    case 'no-clips':
      return composeAddress(
        write,
        words,
        screen.address,
        write.title(words.noClips.title),
        write.body(words.noClips.remedy, { rank: 1 }),
      );
    case 'disk-full':
      return said(write, 'disk', COLOURS.warning, words.diskFull.title, words.diskFull.remedy(screen.freeMb));
    case 'config-error':
      return composeConfigError(write, words, screen);
    case 'page-closed':
      return composeClosed(write, words, screen);
    case 'overheating':
      return said(write, 'heat', COLOURS.warning, words.overheating.title, words.overheating.remedy(screen.celsius));
    case 'under-voltage':
      return said(write, 'bolt', COLOURS.warning, words.underVoltage.title, words.underVoltage.remedy);
    case 'updating':
      return said(write, 'update', COLOURS.calm, words.updating.title, words.updating.remedy);
  }
}

function said(write: Writer, icon: IconName, colour: string, title: string, remedy: string): Composition {
  return { items: [write.icon(icon, colour), write.title(title), write.body(remedy)] };
}

function composeAddress(write: Writer, words: Texts, address: DeviceAddress, title: Item, remedy: Item): Composition {
  if (address.kind === 'network') {
    const { host, port, localName } = address;
    const strong = write.strong(`${host}${portOf(port)}`);
    const named = localName === undefined ? [] : [write.body(`${localName}${portOf(port)}`, { rank: 2 })];
    return { items: [title, remedy, strong, ...named], code: urlOf(host, port) };
  }
  const why = address.kind === 'none' ? words.noNetwork : words.onlyHere;
  return {
    items: [
      write.icon('no-network', COLOURS.calm),
      title,
      write.strong(why.title),
      write.body(why.remedy, { rank: 1 }),
    ],
  };
}

/** The digits above all, for whoever types; the code has them, too, behind the `#` that no browser sends to anybody. */
function composePairing(write: Writer, words: Texts, address: DeviceAddress, digits: string): Composition {
  const title = write.title(words.pair);
  const large = write.digits(digits);
  if (address.kind === 'network') {
    const { host, port } = address;
    const where = write.strong(`${host}${portOf(port)}`);
    return { items: [title, large, where], code: `${urlOf(host, port).toLowerCase()}/#code=${digits}` };
  }
  const why = address.kind === 'none' ? words.noNetwork : words.onlyHere;
  return { items: [title, large, write.strong(why.title), write.body(why.remedy, { rank: 1 })] };
}

function composeClosed(
  write: Writer,
  { pageClosed: { title, remedy } }: Texts,
  { port, isTaken }: Extract<StatusScreen, { kind: 'page-closed' }>,
): Composition {
  return said(write, 'no-network', COLOURS.warning, title, remedy(port, isTaken));
}

function composeConfigError(
  write: Writer,
  words: Texts,
  screen: Extract<StatusScreen, { kind: 'config-error' }>,
): Composition {
  const { file, place, words: said } = screen;
  const where = `${basename(file)}${place === undefined ? '' : `${MAY_BREAK}:${place}`}`;
  return {
    items: [
      write.icon('warning', COLOURS.error),
      write.title(words.configError.title),
      write.strong(where),
      write.body(said),
      write.body(words.configError.folder(dirname(file)), { rank: 4 }),
    ],
  };
}

/** What the code holds. In capitals, which a code takes in fewer modules; scheme and host mean the same in them (RFC 3986, 6.2.2.1). */
export function urlOf(host: string, port: number | undefined): string {
  return `http://${host}${port === undefined ? '' : `:${port}`}`.toUpperCase();
}

/** An address may be broken before its port rather than elsewhere. */
function portOf(port: number | undefined): string {
  return port === undefined ? '' : `${MAY_BREAK}:${port}`;
}

function measured(text: string, face: Face): MeasuredText {
  return measureText(writable(text), (letter) => textWidth(letter, face, 1));
}

class Writer {
  readonly #sizes: Sizes;

  constructor(sizes: Sizes) {
    this.#sizes = sizes;
  }

  icon(icon: IconName, colour: string): Item {
    return { kind: 'icon', icon, colour, size: this.#sizes.icon, gap: 0, rank: 4 };
  }

  title(text: string): TextItem {
    const { title, wideGap } = this.#sizes;
    return this.#text(text, {
      face: 'bold',
      colour: COLOURS.title,
      size: title,
      minSize: MIN_FONT_PX + 1,
      gap: wideGap,
      maxLines: 3,
    });
  }

  /** An address or a place: worth nothing when it is cut off. */
  strong(text: string): TextItem {
    const { strong, gap } = this.#sizes;
    return this.#text(text, {
      face: 'bold',
      colour: COLOURS.strong,
      size: strong,
      minSize: MIN_FONT_PX,
      gap,
    });
  }

  /** Six of them in two groups: to be read from across a room, and typed. */
  digits(digits: string): TextItem {
    const { title, wideGap } = this.#sizes;
    return this.#text(`${digits.slice(0, 3)}\u00a0${digits.slice(3)}`, {
      face: 'bold',
      colour: COLOURS.title,
      size: Math.round(title * 1.5),
      minSize: MIN_FONT_PX + 4,
      gap: wideGap,
    });
  }

  body(text: string, options: { rank?: number } = {}): TextItem {
    const { body, gap } = this.#sizes;
    return this.#text(text, {
      face: 'medium',
      colour: COLOURS.body,
      size: body,
      minSize: MIN_FONT_PX,
      gap,
      maxLines: 8,
      ...options,
    });
  }

  #text(text: string, options: Omit<TextItem, 'kind' | 'text' | 'rank' | 'isHeadline'> & { rank?: number }): TextItem {
    return {
      kind: 'text',
      text: measured(text, options.face),
      isHeadline: options.face === 'bold',
      rank: 0,
      ...options,
    };
  }
}
