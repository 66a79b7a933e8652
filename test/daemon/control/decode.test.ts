import t from 'tap';
import { decode, decodeJson } from '../../../daemon/control/decode.js';
import { ClientMessage } from '../../../daemon/protocol/messages.js';
import { PlaylistBody } from '../../../daemon/protocol/playlist.js';

t.test('what fits its schema is given back', (t) => {
  t.same(decodeJson(ClientMessage, '{"type":"preview","on":true}'), { ok: true, value: { type: 'preview', on: true } });
  t.end();
});

t.test('what does not fit is described: where, and what would fit', (t) => {
  const wrongId = decode(PlaylistBody, { name: 'x', entries: [{ clipId: 'nope' }] });
  t.same(wrongId, { ok: false, message: 'entries.0.clipId: a clip id is 32 hex digits' });
  const wrongType = decode(PlaylistBody, { name: 7, entries: [] });
  t.same(wrongType, { ok: false, message: 'name: Invalid input: expected string, received number' });
  t.end();
});

t.test('what is no JSON, and what is no text, is no message', (t) => {
  t.match(decodeJson(ClientMessage, '{"type":'), { ok: false, message: /not JSON/ });
  t.match(decodeJson(ClientMessage, undefined), { ok: false, message: /must be text/ });
  t.end();
});
