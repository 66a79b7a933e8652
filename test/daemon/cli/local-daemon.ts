import { join } from 'node:path';
import type { Test } from 'tap';
import { LocalServer } from '../../../daemon/http/local-server.js';
import type { HttpServices } from '../../../daemon/http/services.js';
import type { Clip } from '../../../daemon/protocol/clip.js';
import type { Playlist } from '../../../daemon/protocol/playlist.js';
import { RecordingPlayback } from '../control/recording-playback.js';
import { socketFolder } from '../http/socket-folder.js';
import { startTestServer } from '../http/test-server.js';
import { framed } from './framed.js';

export interface LocalDaemonOptions {
  clips?: readonly Clip[];
  playlists?: readonly Playlist[];
  services?: Partial<HttpServices>;
}

/** A real server on a real socket; what it plays on only writes down what it is asked for. `ask` runs framed with its words. */
export async function startLocalDaemon(
  t: Test,
  { clips = [], playlists = [], services = {} }: LocalDaemonOptions = {},
) {
  const network = await startTestServer(t);
  const playback = new RecordingPlayback([...clips, ...playlists].map(({ id }) => id));
  network.store.update((state) => ({
    ...state,
    clips: Object.fromEntries(clips.map((clip) => [clip.id, clip])),
    playlists: Object.fromEntries(playlists.map((playlist) => [playlist.id, playlist])),
  }));
  const socketPath = join(socketFolder(t), 'framed.sock');
  const local = new LocalServer({
    services: { ...network.services, playback, ...services },
    log: network.log,
    socketPath,
  });
  await local.start();
  t.teardown(() => local.stop());
  const ask = (word: string, ...words: string[]) => framed(word, '--socket', socketPath, ...words);
  return { ...network, playback, local, socketPath, ask };
}

/** A clip of the library; `digit` makes its id. */
export function exampleClip(digit: string, name: string): Clip {
  return {
    id: digit.repeat(32),
    name,
    kind: 'video',
    frames: 250,
    durationMs: 83_000,
    originalBytes: 1_540_000,
    renditionBytes: 0,
    addedAtMs: 0,
  };
}
