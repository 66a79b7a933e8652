import { computed, effect, signal } from '@preact/signals';
import { ConfigView } from '../../../daemon/protocol/config.js';
import { askFor } from './api.js';
import { ApiError } from './api-error.js';
import { state } from './state.js';

export type ConfigLoading =
  | { readonly stage: 'loading' }
  | { readonly stage: 'there'; readonly view: ConfigView }
  | { readonly stage: 'failed'; readonly error: Error };

const loading = signal<ConfigLoading>({ stage: 'loading' });
const revision = computed(() => state.value?.config?.revision);
let isFollowed = false;

/** The configuration, as it is in the file by now: asked for when it is first looked at, and again whenever the file changes. */
export function config(): ConfigLoading {
  if (!isFollowed) {
    isFollowed = true;
    effect(() => {
      if (revision.value !== undefined) void loadConfig();
    });
  }
  return loading.value;
}

/** Asks for it (once more). Never rejects. */
export async function loadConfig(): Promise<void> {
  try {
    loading.value = { stage: 'there', view: await askFor(ConfigView, 'GET', '/api/config') };
  } catch (error) {
    if (loading.peek().stage === 'there' && error instanceof ApiError && error.code === 'unreachable') return;
    loading.value = { stage: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Dotted key to its new value; null takes the key out of the file. */
export type ConfigChanges = Readonly<Record<string, unknown>>;

/** Somebody with an editor is never faster twice. */
const MOST_TRIES = 3;

/** The change that was asked for last, with those before it. */
let changes: Promise<unknown> = Promise.resolve();

/**
 * Changes the configuration file, after all changes that were asked for before: of two that are on their way at once the later one could arrive
 * first, and the earlier one would hold in the end. `changesOf` is asked for the changes, and again where the file was changed meanwhile: so both changes hold.
 * Undefined: there is nothing (left) to change. Throws an ApiError.
 */
export function changeConfig(changesOf: (view: ConfigView) => ConfigChanges | undefined): Promise<void> {
  const change = changes.then(() => changeNow(changesOf));
  changes = change.catch(() => {});
  return change;
}

async function changeNow(changesOf: (view: ConfigView) => ConfigChanges | undefined): Promise<void> {
  for (let tries = 1; ; tries++) {
    const view = await currentView(tries > 1);
    const changes = changesOf(view);
    if (changes === undefined) return;
    try {
      const body = { revision: view.revision, changes };
      loading.value = { stage: 'there', view: await askFor(ConfigView, 'PATCH', '/api/config', { body }) };
      return;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'config-revision') || tries === MOST_TRIES) throw error;
    }
  }
}

async function currentView(isStale: boolean): Promise<ConfigView> {
  const known = loading.peek();
  if (known.stage === 'there' && !isStale) return known.view;
  return askFor(ConfigView, 'GET', '/api/config');
}
