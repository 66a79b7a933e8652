import t from 'tap';
import { runCommand } from '../../../daemon/control/commands.js';
import { Command } from '../../../daemon/protocol/commands.js';
import { RecordingPlayback } from './recording-playback.js';

const CLIP_ID = '0123456789abcdef0123456789abcdef';

t.test('every command reaches the playback with what it says', (t) => {
  const playback = new RecordingPlayback([CLIP_ID, 'evening']);
  const commands: [Command, string][] = [
    [{ type: 'pause' }, 'pause'],
    [{ type: 'resume' }, 'resume'],
    [{ type: 'next' }, 'next'],
    [{ type: 'previous' }, 'previous'],
    [{ type: 'select', clipId: CLIP_ID }, `select ${CLIP_ID}`],
    [{ type: 'play-playlist', playlistId: 'evening' }, 'playlist evening'],
    [{ type: 'play-playlist', playlistId: null }, 'playlist library'],
    [{ type: 'seek', positionMs: 1500 }, 'seek 1500'],
    [{ type: 'loop', mode: 'one' }, 'loop one'],
    [{ type: 'shuffle', on: true }, 'shuffle true'],
    [{ type: 'blank', on: false }, 'blank false'],
    [{ type: 'brightness', percent: 40 }, 'brightness 40 0'],
    [{ type: 'brightness', percent: 0, fadeMs: 500 }, 'brightness 0 500'],
  ];
  t.same(
    new Set(commands.map(([{ type }]) => type)),
    new Set(Command.def.options.map((option) => option.shape.type.def.values[0])),
    'none is forgotten here',
  );
  for (const [command] of commands) runCommand(command, playback);
  t.same(
    playback.calls,
    commands.map(([, call]) => call),
  );
  t.end();
});

t.test('what is not there is refused by code', (t) => {
  const playback = new RecordingPlayback();
  t.throws(() => runCommand({ type: 'select', clipId: CLIP_ID }, playback), { code: 'clip-not-found' });
  t.throws(() => runCommand({ type: 'play-playlist', playlistId: 'gone' }, playback), { code: 'playlist-not-found' });
  t.same(playback.calls, []);
  t.end();
});
