import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { previewClip, publishClip } from '../library/staged-clips.js';
import { rawRequest } from './raw-request.js';
import { errorCode, startTestServer } from './test-server.js';

const MP4 = Buffer.from(`\0\0\0\x18ftypmp42${'0123456789'.repeat(10)}`);
const ABSENT = '/api/clips/00000000000000000000000000000000';

t.test('a clip is given, renamed and deleted', async (t) => {
  const { library, request, sendJson } = await startTestServer(t);
  const { clip } = await publishClip(library, { name: 'bunny.mp4' });
  const path = `/api/clips/${clip.id}`;
  t.same(await (await request(path)).json(), clip);
  const renamed = await sendJson('PATCH', path, { name: 'The bunny' });
  t.match(await renamed.json(), { id: clip.id, name: 'The bunny' });
  t.equal((await sendJson('PATCH', path, { name: '' })).status, 422);
  t.equal((await request(path, { method: 'DELETE' })).status, 204);
  t.same(library.clips(), []);
});

t.test('a clip that is not there, or cannot be, is not found', async (t) => {
  const { request, sendJson } = await startTestServer(t);
  const answers = [
    await request(ABSENT),
    await request('/api/clips/NOT-AN-ID'),
    await request('/api/clips/..%2f..%2fsecret.txt/original'),
    await sendJson('PATCH', ABSENT, { name: 'x' }),
    await request(ABSENT, { method: 'DELETE' }),
    await request(`${ABSENT}/poster.jpg`),
    await request(`${ABSENT}/original`),
  ];
  for (const answer of answers) {
    t.equal(answer.status, 404, answer.url);
    t.equal(await errorCode(answer), 'clip-not-found');
  }
});

t.test('a poster is a JPEG, and is asked for again only to hear that it is the same', async (t) => {
  const { library, request, port } = await startTestServer(t);
  const { clip } = await publishClip(library);
  const poster = await request(`/api/clips/${clip.id}/poster.jpg`);
  t.equal(poster.status, 200);
  t.equal(poster.headers.get('Content-Type'), 'image/jpeg');
  t.equal(await poster.text(), 'a poster');
  const etag = poster.headers.get('ETag') ?? '';
  const path = `/api/clips/${clip.id}/poster.jpg`;
  t.equal((await rawRequest({ port, path, headers: { 'If-None-Match': etag } })).status, 304);
  const { clip: bare } = await publishClip(library, { content: 'no poster', poster: false });
  t.equal(await errorCode(await request(`/api/clips/${bare.id}/poster.jpg`)), 'not-found');
});

t.test('a preview of a known version is kept for good, and another one has another address', async (t) => {
  const { library, request } = await startTestServer(t);
  const { clip } = await publishClip(library);
  const path = `/api/clips/${clip.id}/preview`;
  t.equal(await errorCode(await request(`${path}.webp`)), 'not-found');
  await previewClip(library, clip.id);
  const { version = '' } = library.clip(clip.id)?.preview ?? {};

  const answer = await request(`${path}.webp?v=${version}`);
  t.equal(answer.headers.get('Content-Type'), 'image/webp');
  t.match(answer.headers.get('Cache-Control'), /immutable/);
  t.equal(answer.headers.get('ETag'), `"${version}"`);
  t.equal(await answer.text(), 'it moves');
  for (const address of [`${path}.webp`, `${path}.webp?v=0000000000000000`]) {
    t.notMatch((await request(address)).headers.get('Cache-Control'), /immutable/);
  }
  t.equal(await errorCode(await request(`${path}.gif`)), 'not-found');
});

t.test('an original is sent as it came, whole or in part', async (t) => {
  const { library, request } = await startTestServer(t);
  const { clip } = await publishClip(library, { content: MP4, name: '雪 "1".mp4' });
  const get = (headers: Record<string, string> = {}) => request(`/api/clips/${clip.id}/original`, { headers });
  const whole = await get();
  t.equal(whole.status, 200);
  t.equal(whole.headers.get('Content-Type'), 'video/mp4');
  t.equal(whole.headers.get('Accept-Ranges'), 'bytes');
  t.match(whole.headers.get('Content-Disposition'), /^inline; .*filename\*=UTF-8''%E9%9B%AA/);
  t.same(Buffer.from(await whole.arrayBuffer()), MP4);

  const part = await get({ Range: 'bytes=4-11' });
  t.equal(part.status, 206);
  t.equal(part.headers.get('Content-Range'), `bytes 4-11/${MP4.length}`);
  t.equal(await part.text(), 'ftypmp42');

  const etag = whole.headers.get('ETag') ?? '';
  t.equal((await get({ Range: 'bytes=4-11', 'If-Range': etag })).status, 206);
  t.equal((await get({ Range: 'bytes=4-11', 'If-Range': '"another"' })).status, 200, 'another version: the whole');
  const outside = await get({ Range: `bytes=${MP4.length}-` });
  t.equal(outside.status, 416);
  t.equal(outside.headers.get('Content-Range'), `bytes */${MP4.length}`);
  t.equal(await errorCode(outside), 'range-not-satisfiable');
});

t.test('an original has a date, by which a part of it can be asked for', async (t) => {
  const { library, request, port } = await startTestServer(t);
  const { clip } = await publishClip(library, { content: MP4 });
  const path = `/api/clips/${clip.id}/original`;
  const date = (await request(path)).headers.get('Last-Modified') ?? '';
  t.ok(Date.parse(date) > Date.now() - 60_000);
  const part = await request(path, { headers: { Range: 'bytes=0-3', 'If-Range': date } });
  t.equal(part.status, 206);
  const older = new Date(Date.parse(date) - 1000).toUTCString();
  t.equal((await request(path, { headers: { Range: 'bytes=0-3', 'If-Range': older } })).status, 200);
  t.equal((await rawRequest({ port, path, headers: { 'If-Modified-Since': date } })).status, 304);
  const poster = `/api/clips/${clip.id}/poster.jpg`;
  const posterDate = (await request(poster)).headers.get('Last-Modified') ?? '';
  const ofPoster = await request(poster, { headers: { Range: 'bytes=0-3', 'If-Range': posterDate } });
  t.equal(ofPoster.status, 200, 'a second is too coarse for what can be replaced');
});

t.test('HEAD tells of an original what GET would, without its bytes', async (t) => {
  const { library, request } = await startTestServer(t);
  const { clip } = await publishClip(library, { content: MP4 });
  const head = await request(`/api/clips/${clip.id}/original`, { method: 'HEAD' });
  t.equal(head.status, 200);
  t.equal(head.headers.get('Content-Length'), String(MP4.length));
  t.equal(head.headers.get('Content-Type'), 'video/mp4');
  t.equal(head.headers.get('Accept-Ranges'), 'bytes');
  t.equal(await head.text(), '');
  const part = await request(`/api/clips/${clip.id}/original`, { method: 'HEAD', headers: { Range: 'bytes=4-11' } });
  t.equal(part.headers.get('Content-Length'), '8');
});

t.test('an original is saved under its name where that is wanted', async (t) => {
  const { library, request } = await startTestServer(t);
  const { clip } = await publishClip(library, { content: MP4, name: 'sea.mp4' });
  const saved = await request(`/api/clips/${clip.id}/original?download`);
  t.equal(saved.headers.get('Content-Disposition'), 'attachment; filename="sea.mp4"');
});

t.test('a small copy is sent in parts, and kept by who knows its version', async (t) => {
  const { library, request } = await startTestServer(t);
  const { clip } = await publishClip(library);
  const path = `/api/clips/${clip.id}/watch.mp4`;
  t.equal(await errorCode(await request(path)), 'not-found');
  const staging = library.createStaging();
  await writeFile(join(staging.folder, 'copy'), MP4);
  await library.setWatching(clip.id, { playsOriginal: false, copy: { staging, path: join(staging.folder, 'copy') } });
  await staging.discard();
  const { version = '' } = library.clip(clip.id)?.watching?.copy ?? {};
  const part = await request(`${path}?v=${version}`, { headers: { Range: 'bytes=0-9' } });
  t.equal(part.status, 206);
  t.equal(part.headers.get('Content-Type'), 'video/mp4');
  t.match(part.headers.get('Cache-Control'), /immutable/);
  t.notMatch((await request(path)).headers.get('Cache-Control'), /immutable/);
});

t.test('several clips are tagged, removed and taken back together', async (t) => {
  const { library, request, sendJson } = await startTestServer(t);
  const { clip: a } = await publishClip(library, { content: 'a' });
  const { clip: b } = await publishClip(library, { content: 'b' });
  const ids = [a.id, b.id];
  t.equal((await sendJson('PATCH', '/api/clips', { ids, addTags: ['sea'] })).status, 204);
  t.same(
    library.clips().map(({ tags }) => tags),
    [['sea'], ['sea']],
  );
  t.equal(await errorCode(await sendJson('PATCH', '/api/clips', { ids, addTags: [''] })), 'invalid-body');
  t.equal(await errorCode(await sendJson('PATCH', '/api/clips', { ids: ['0'.repeat(32)] })), 'clip-not-found');
  t.same(await (await sendJson('POST', '/api/clips/removals', { ids })).json(), { ids });
  t.same(library.clips(), []);
  t.equal(await errorCode(await request(`/api/clips/${a.id}`)), 'clip-not-found');
  t.same(await (await sendJson('POST', '/api/clips/restorations', { ids: [a.id] })).json(), { ids: [a.id] });
  t.same(
    library.clips().map(({ id }) => id),
    [a.id],
  );
});

t.test('an original that a browser should not show is only saved', async (t) => {
  const { library, request } = await startTestServer(t);
  const { clip } = await publishClip(library, { content: '<script>alert(1)</script>', name: 'evil.html' });
  const response = await request(`/api/clips/${clip.id}/original`);
  t.equal(response.headers.get('Content-Type'), 'application/octet-stream');
  t.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
  t.match(response.headers.get('Content-Disposition'), /^attachment; /);
});

t.test('playlists are made, listed, changed and deleted', async (t) => {
  const { library, request, sendJson } = await startTestServer(t);
  const { clip } = await publishClip(library);
  const body = { name: 'Evening', entries: [{ clipId: clip.id, loops: 2 }] };
  const created = await sendJson('POST', '/api/playlists', body);
  t.equal(created.status, 201);
  const playlist = (await created.json()) as { id: string };
  t.match(playlist, body);
  const path = `/api/playlists/${playlist.id}`;
  t.equal(created.headers.get('Location'), path);
  t.same(await (await request('/api/playlists')).json(), { playlists: [playlist] });
  t.match(await (await sendJson('PUT', path, { name: 'Night', entries: [] })).json(), { name: 'Night', entries: [] });
  t.equal((await request(path, { method: 'DELETE' })).status, 204);
  t.equal(await errorCode(await request(path, { method: 'DELETE' })), 'playlist-not-found');
  t.equal(await errorCode(await sendJson('PUT', '/api/playlists/NOT_AN_ID', body)), 'playlist-not-found');
});

t.test('a playlist of a clip that is not there is refused', async (t) => {
  const { library, sendJson } = await startTestServer(t);
  const body = { name: 'Evening', entries: [{ clipId: '0'.repeat(32) }] };
  t.equal(await errorCode(await sendJson('POST', '/api/playlists', body)), 'clip-not-found');
  t.same(library.playlists.list(), []);
});
