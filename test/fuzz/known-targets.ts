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

/** Of a hundred inputs, where all are run: more for those that cost less. A thousand take 2 s (pictures) to 60 s (tus). */
export const SHARES: Readonly<Record<string, number>> = {
  'frame-zip': 20,
  'fast-start': 10,
  film: 20,
  picture: 30,
  config: 5,
  rest: 6,
  tus: 3,
  websocket: 6,
};
