/** The views, in the order of their tabs. The first one shows where the address names none. */
export const VIEW_NAMES = ['now', 'clips', 'playlists', 'schedule', 'settings'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** Where the page is. */
export interface Route {
  readonly view: ViewName;
  /** What follows in the address, decoded. */
  readonly path: readonly string[];
}

/** Reads the fragment of an address: '#/clips/0123', '', '#'. What names no view is the first view. */
export function parseRoute(hash: string): Route {
  const [name = '', ...path] = hash.replace(/^#?\/?/, '').split('/');
  const view = VIEW_NAMES.find((known) => known === name);
  if (view === undefined) return { view: VIEW_NAMES[0], path: [] };
  return { view, path: path.filter((part) => part !== '').map(decode) };
}

/** The fragment of a route's address: '#/playlists/evening'. */
export function hashOf(view: ViewName, ...path: readonly string[]): string {
  return `#/${[view, ...path.map(encodeURIComponent)].join('/')}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
