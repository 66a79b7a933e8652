import t from 'tap';
import { newSecret, TOKEN_PREFIX } from '../../../daemon/access/secret.js';
import { collectDiagnostics } from '../../../daemon/app/diagnostics.js';
import { systemClock } from '../../../daemon/clock.js';
import { Config } from '../../../daemon/config/schema.js';
import type { Clip } from '../../../daemon/protocol/clip.js';
import { EXAMPLE_STATE } from '../control/example-state.js';

const TOKEN = newSecret(TOKEN_PREFIX);

const clip: Clip = {
  id: '0'.repeat(32),
  name: 'Anna in the bath',
  tags: ['family'],
  kind: 'video',
  frames: 250,
  durationMs: 83_000,
  originalBytes: 1_540_000,
  renditionBytes: 0,
  addedAtMs: 0,
};

t.test('what helps to see what is wrong is there, and neither secrets nor names of clips are', async (t) => {
  const systemRoot = t.testdir({
    proc: { 'device-tree': { model: 'Raspberry Pi Zero 2 W Rev 1.0\0' } },
    etc: { 'os-release': 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n' },
  });
  const records = [{ sequence: 1, atMs: 0, level: 'warn' as const, text: `a request had ${TOKEN}` }];
  const facts = await collectDiagnostics({
    state: () => ({ ...EXAMPLE_STATE, clips: { [clip.id]: clip } }),
    config: { view: () => ({ values: Config.parse({}), sources: {}, revision: 'none', restartNeeded: [] }) },
    https: { view: () => ({ names: [], missing: [] }) },
    logs: { records: () => records },
    tools: { ffmpeg: undefined, ffprobe: undefined, heifConvert: undefined },
    clock: systemClock,
    systemRoot,
  });
  t.match(facts, {
    framed: EXAMPLE_STATE.device.version,
    machine: { model: 'Raspberry Pi Zero 2 W Rev 1.0', system: 'Debian GNU/Linux 13 (trixie)' },
    process: { node: process.version },
    programs: { ffprobe: 'missing' },
    config: { values: { http: { port: 8080 } } },
    state: { clips: [{ id: clip.id, frames: 250 }], player: EXAMPLE_STATE.player },
    log: ['1970-01-01T00:00:00.000Z warn  a request had framed_[hidden]'],
  });
  const text = JSON.stringify(facts);
  for (const secret of [TOKEN, clip.name, 'family']) t.notMatch(text, secret);
});
