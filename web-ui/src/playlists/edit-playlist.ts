import { computed, signal } from '@preact/signals';
import { Playlist, type PlaylistBody, PlaylistList } from '../../../daemon/protocol/playlist.js';
import { playlistRevision } from '../../../daemon/protocol/playlist-revision.js';
import { attempt } from '../live/actions.js';
import { ask, askFor } from '../live/api.js';
import { ApiError } from '../live/api-error.js';
import { reachable, state } from '../live/state.js';
import { toast, toastProblem, toastUndo } from '../parts/toasts.js';
import { sayOfEdit } from '../texts/playlist-edit-words.js';
import { t } from '../texts/texts.js';
import type { PlaylistEdit } from './entry-edits.js';

/** What playlists will be when what was asked for is done: shown at once, so that nothing jumps under a finger. */
const expected = signal<Readonly<Record<string, PlaylistBody>>>({});

/** One change after the other, for each playlist. */
const queues = new Map<string, Promise<boolean>>();
/** What the daemon answered last to a change of this page; it knows before the state does. */
const answers = new Map<string, Playlist>();

/** So often somebody else may be faster; more is no chance. */
const MOST_TRIES = 5;
/** The state follows what was answered within some milliseconds; after so long it says something else. */
const STATE_FOLLOWS_MS = 2000;

/** As they will be, in the order they were made. */
export const playlists = computed(() =>
  Object.values(state.value?.playlists ?? {}).map((playlist) => ({ ...playlist, ...expected.value[playlist.id] })),
);

/**
 * Changes a playlist. Where somebody else changed it meanwhile, the change is made on what they made of it; where there is no connection, when
 * there is one again. What cannot be is told. Resolves with whether it was done.
 */
export async function editPlaylist(id: string, edit: PlaylistEdit): Promise<boolean> {
  const shown = playlists.peek().find((playlist) => playlist.id === id);
  const wanted = shown && edit(shown);
  if (wanted === undefined) {
    toast(sayOfEdit('gone'), { kind: 'problem' });
    return false;
  }
  expected.value = { ...expected.peek(), [id]: { name: wanted.name, entries: wanted.entries } };
  const done = (queues.get(id) ?? Promise.resolve(true)).then(async () => {
    try {
      const answer = await store(id, edit);
      answers.set(id, answer);
      if (queues.get(id) === done) expected.value = { ...expected.peek(), [id]: answer };
      return true;
    } catch (error) {
      forget(id);
      toastProblem(error);
      return false;
    }
  });
  queues.set(id, done);
  void done.then(() => setTimeout(() => queues.get(id) === done && forget(id), STATE_FOLLOWS_MS));
  return done;
}

/** Resolves to its id; undefined where it was not made, which is told. */
export async function createPlaylist(body: PlaylistBody): Promise<string | undefined> {
  try {
    return (await askFor(Playlist, 'POST', '/api/playlists', { body })).id;
  } catch (error) {
    toastProblem(error);
    return undefined;
  }
}

/** Takes a playlist away, and offers to undo it. Resolves with whether it is gone. */
export async function removePlaylist({ id, name, entries }: Playlist): Promise<boolean> {
  const isGone = await attempt(ask('DELETE', `/api/playlists/${id}`));
  if (isGone) toastUndo(t('playlists.deleted', { name }), () => createPlaylist({ name, entries }));
  return isGone;
}

async function store(id: string, edit: PlaylistEdit): Promise<Playlist> {
  let base: PlaylistBody | undefined = answers.get(id) ?? state.peek()?.playlists[id];
  for (let tries = 1; ; tries++) {
    const wanted = base && edit(base);
    if (base === undefined || wanted === undefined) throw new Error(sayOfEdit('gone'));
    try {
      const answer = await put(id, wanted, playlistRevision(base));
      if (tries > 1) toast(sayOfEdit('merged'));
      return answer;
    } catch (error) {
      if (!isCode(error, 'playlist-changed') || tries === MOST_TRIES) throw error;
      base = await newest(id);
      // It was stored, and the line broke before the answer came: made again, the change would hold twice.
      if (base !== undefined && playlistRevision(base) === playlistRevision(wanted)) return { ...base, id };
    }
  }
}

/** Asks until there is an answer: the line may be broken, and the daemon know already. */
async function put(id: string, { name, entries }: PlaylistBody, revision: string): Promise<Playlist> {
  for (;;) {
    try {
      return await askFor(Playlist, 'PUT', `/api/playlists/${id}`, { body: { name, entries, revision } });
    } catch (error) {
      if (!isCode(error, 'unreachable')) throw error;
      toast(sayOfEdit('waiting'));
      await reachable();
    }
  }
}

async function newest(id: string): Promise<Playlist | undefined> {
  const { playlists } = await askFor(PlaylistList, 'GET', '/api/playlists');
  return playlists.find((playlist) => playlist.id === id);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.code === code;
}

function forget(id: string): void {
  answers.delete(id);
  const { [id]: _, ...others } = expected.peek();
  expected.value = others;
}
