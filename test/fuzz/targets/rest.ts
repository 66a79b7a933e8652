import { post } from '../../integration/rest-client.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { FuzzedDaemon } from '../fuzzed-daemon.js';
import { HttpExchange } from '../http-exchange.js';
import { type FuzzedRequest, mutateRequest } from '../request-text.js';

/** After so many requests what they may have thrown away is put back, so that the next find something. */
const TIDY_EVERY = 200;

/** Everything that a client may ask for by HTTP, asked of a real daemon over connections that are kept. */
export async function open(folder: string, running?: FuzzedDaemon): Promise<FuzzTarget> {
  const daemon = running ?? (await FuzzedDaemon.start(folder));
  const requests = requestsTo(daemon);
  const exchange = new HttpExchange(daemon.port);
  let playlistId = daemon.playlistId;
  let asked = 0;
  return {
    pid: daemon.pid,
    make: (chance) => mutateRequest(chance.oneOf(requests) ?? { method: 'GET', path: '/' }, chance),
    async feed(input) {
      if (++asked % TIDY_EVERY === 0) playlistId = await tidy(daemon, playlistId);
      const bytes = Buffer.from(input.toString('latin1').replaceAll(daemon.playlistId, playlistId), 'latin1');
      const answer = await exchange.send(bytes);
      daemon.checkWell();
      return answer === undefined ? 'nothing' : daemon.judge(answer, { isHead: input.indexOf('HEAD ') === 0 });
    },
    quiet: () => daemon.quiet(),
    async close() {
      exchange.close();
      return running === undefined ? daemon.close() : [];
    },
  };
}

/** Resolves with the id of the playlist that there is now; ids are all of a length. */
async function tidy(daemon: FuzzedDaemon, playlistId: string): Promise<string> {
  const { url, clipIds } = daemon;
  await daemon.cancelUploads();
  await post(url, 'api/clips/restorations', { ids: clipIds });
  const { playlists } = (await (await fetch(new URL('api/playlists', url))).json()) as { playlists: { id: string }[] };
  for (const { id } of playlists) {
    if (id !== playlistId) await fetch(new URL(`api/playlists/${id}`, url), { method: 'DELETE' });
  }
  const config = (await (await fetch(new URL('api/config', url))).json()) as { revision: string };
  const changes = { 'uploads.keep_free_mb': 20, convert: null, library: null, schedule: null, playback: null };
  await fetch(new URL('api/config', url), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ revision: config.revision, changes }),
  });
  if (playlists.some(({ id }) => id === playlistId)) return playlistId;
  const made = await post(url, 'api/playlists', { name: 'all', entries: clipIds.map((clipId) => ({ clipId })) });
  return ((await made.json()) as { id: string }).id;
}

/** A good one of each kind. Not among them: what ends the run (a restore), and what is done outside (watched folders). */
function requestsTo({ clipIds, playlistId }: FuzzedDaemon): FuzzedRequest[] {
  const [clipId = '', second = ''] = clipIds;
  const clip = `/api/clips/${clipId}`;
  const commands = [
    ...[
      { type: 'next' },
      { type: 'select', clipId },
      { type: 'play-playlist', playlistId },
      { type: 'seek', positionMs: 100 },
    ],
    ...[
      { type: 'loop', mode: 'one' },
      { type: 'shuffle', on: true },
      { type: 'blank', on: false },
    ],
    { type: 'brightness', percent: 50, fadeMs: 10 },
  ];
  const get = (path: string, headers = {}): FuzzedRequest => ({ method: 'GET', path, headers });
  const change = (method: string, path: string, body: unknown): FuzzedRequest => ({ method, path, body });
  const entries = [
    { clipId, durationMs: 1000 },
    { clipId: second, loops: 2 },
  ];
  const look = { fit: 'contain', focus: { x: 0.5, y: 0.1 }, background: '#102030', rotation: 90, speed: 2 };
  return [
    ...commands.map((body) => change('POST', '/api/commands', body)),
    ...['/api/state', '/api/access', '/api/config', '/api/playlists', '/api/devices', '/api/tokens'].map((path) =>
      get(path),
    ),
    ...['/api/guest-links', '/api/https', '/api/logs?after=3', '/api/schedule?day=2026-03-29', '/', '/index.html'].map(
      (path) => get(path),
    ),
    get(clip),
    get(`${clip}/poster.jpg`, { 'If-None-Match': '"x"' }),
    get(`${clip}/original`, { Range: 'bytes=0-100', 'If-Range': '"a"' }),
    get(`${clip}/look.bmp?fit=contain&focus=0.3,0.7&atMs=0&background=blur`),
    get(`${clip}/record`),
    get('/api/jobs/00000000-0000-4000-8000-000000000000/picture.bmp'),
    change('PATCH', clip, { name: 'a name', look, tags: ['one', 'two'], turn: { durationMs: 500 } }),
    change('PATCH', '/api/clips', { ids: [clipId], addTags: ['three'], removeTags: ['one'] }),
    change('POST', '/api/clips/removals', { ids: [second] }),
    change('POST', '/api/clips/restorations', { ids: [second] }),
    change('POST', '/api/playlists', { name: 'new', entries }),
    change('PUT', `/api/playlists/${playlistId}`, { name: 'all', entries }),
    change('PATCH', '/api/config', { revision: 'none', changes: { name: 'pi', 'playback.still_seconds': 3 } }),
    change('POST', '/api/access/pair', { code: '123456', name: 'phone' }),
    change('POST', '/api/access/sign-in', { secret: 'abc', name: 'phone' }),
    change('POST', '/api/access/pairing', {}),
    change('POST', '/api/tokens', { name: 'a program', scope: 'view', expiresInDays: 3 }),
    change('POST', '/api/guest-links', { name: 'a guest', scope: 'upload', expiresInHours: 2 }),
    change('PATCH', '/api/devices/0123456789abcdef', { name: 'mine' }),
    {
      method: 'POST',
      path: '/api/clips?fit=cover',
      headers: { 'Content-Type': 'multipart/form-data; boundary=XX' },
      body: FORM,
    },
  ];
}

/** Two fields and no picture: what is taken is refused by the conversion at once. */
const FORM = Buffer.from(
  '--XX\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n' +
    '--XX\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nplain words\r\n--XX--\r\n',
);
