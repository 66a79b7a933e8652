import { type Signal, signal } from '@preact/signals';
import { loadTexts } from '../texts/texts.js';
import { nowView } from '../views/now/now-view.js';
import type { ViewName } from './route.js';
import type { View } from './view.js';

/** How each view but the first is loaded: when it is first looked at. */
const LOADERS: Readonly<Record<Exclude<ViewName, 'now'>, () => Promise<View>>> = {
  clips: async () => (await import('../views/clips/clips-view.js')).clipsView,
  playlists: async () => (await import('../views/playlists/playlists-view.js')).playlistsView,
  schedule: async () => (await import('../views/schedule/schedule-view.js')).scheduleView,
  settings: async () => (await import('../views/settings/settings-view.js')).settingsView,
};

/** A view that was asked for. */
export type LoadingView =
  | { readonly stage: 'loading' }
  | { readonly stage: 'there'; readonly view: View }
  | { readonly stage: 'failed' };

const views = new Map<ViewName, Signal<LoadingView>>([['now', signal({ stage: 'there', view: nowView })]]);

/** The view, or how far it is. Loads it where it is not there yet, with its texts. */
export function viewOf(name: ViewName): LoadingView {
  const known = views.get(name);
  if (known !== undefined) return known.value;
  const view = signal<LoadingView>({ stage: 'loading' });
  views.set(name, view);
  void load(name, view);
  return view.value;
}

/** Tries once more to load a view that could not be loaded. */
export function loadAgain(name: ViewName): void {
  const view = views.get(name);
  if (view?.peek().stage !== 'failed') return;
  view.value = { stage: 'loading' };
  void load(name, view);
}

async function load(name: ViewName, view: Signal<LoadingView>): Promise<void> {
  if (name === 'now') return;
  try {
    const [loaded] = await Promise.all([LOADERS[name](), loadTexts(name)]);
    view.value = { stage: 'there', view: loaded };
  } catch {
    view.value = { stage: 'failed' };
  }
}
