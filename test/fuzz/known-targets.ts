import type { OpenTarget } from './fuzz-target.js';

/** By name, in the order in which they are run. Each is loaded only where it is wanted. */
export const TARGETS: Readonly<Record<string, () => Promise<{ readonly open: OpenTarget }>>> = {
  'frame-zip': () => import('./targets/frame-zip.js'),
  'fast-start': () => import('./targets/fast-start.js'),
  film: () => import('./targets/film.js'),
  picture: () => import('./targets/picture.js'),
  config: () => import('./targets/config.js'),
  rest: () => import('./targets/rest.js'),
  tus: () => import('./targets/tus.js'),
  websocket: () => import('./targets/websocket.js'),
};
