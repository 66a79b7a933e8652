import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import t, { type Test } from 'tap';
import { GlassDesk } from '../../../daemon/app/glass-desk.js';
import { usableGlass } from '../../../daemon/app/usable-glass.js';
import { watchGlass } from '../../../daemon/app/watch-glass.js';
import { systemClock } from '../../../daemon/clock.js';
import { parseConfig } from '../../../daemon/config/load.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import type { Notice } from '../../../daemon/protocol/state.js';
import { writePattern } from '../../../daemon/test-pattern/pattern-clip.js';
import { addFramebuffer } from '../../display/framebuffer/fake-machine.js';
import { framesOf } from '../../integration/frames-of.js';
import { ManualTimers } from '../control/manual-timers.js';

/** Small: its pattern is drawn, and its frames are compared, in a moment. */
const PANEL = { width: 80, height: 160 };
const CONFIG = 'panel: { name: st7735-80x160 }\ndisplay: { output: framebuffer }';

/** A player with a pattern on a machine without a framebuffer, and what the state was told of its glass. */
async function playing(t: Test) {
  const root = t.testdir({ machine: {}, cache: {} });
  const systemRoot = join(root, 'machine');
  const config = parseConfig(CONFIG, 'c.yaml');
  const { glass } = await usableGlass(config, undefined, systemRoot);
  const pattern = join(root, 'pattern.zip');
  await writePattern(pattern, { geometry: PANEL, shape: 'rectangle' });
  const threads = new Map<string, Worker>();
  const player = new Player({
    display: glass.display,
    log: silentLog,
    clock: systemClock,
    spawn(url, options) {
      const thread = new Worker(url, options);
      threads.set(options.name ?? '', thread);
      return thread;
    },
  });
  t.teardown(() => player.stop());
  await player.start();
  player.setProgram({
    entries: [{ key: 'pattern', name: 'pattern', path: pattern }],
    loop: 'all',
    shuffle: false,
    stillMs: 1000,
  });

  const told = { output: glass.display.output as string, notices: new Map<string, Notice | undefined>() };
  const desk = new GlassDesk({
    liveConfig: { current: config, path: undefined },
    player,
    playback: { change() {} },
    plans: { setDefaults() {} },
    ingest: { renderMissing() {} },
    library: { clips: () => [] },
    feed: {
      setPanel({ output }) {
        told.output = output;
      },
      setOutput(output) {
        told.output = output;
      },
      setNotice(code, notice) {
        told.notices.set(code, notice);
      },
      refreshPlayer() {},
    },
    cacheFolder: join(root, 'cache'),
    log: silentLog,
    systemRoot,
  });
  const timers = new ManualTimers();
  t.teardown(watchGlass({ desk, player, missing: glass.missing, timers, clock: systemClock }));
  /** Lets the next look come, and waits for what it brings about. */
  const look = async () => {
    timers.advance(30_000);
    await desk.settled();
  };
  return { systemRoot, desk, player, told, threads, look, frames: framesOf(pattern) };
}

/** Resolves when another frame is on the glass. */
function presents(player: Player): Promise<void> {
  return new Promise((resolve) => {
    const stop = player.onPresented(() => {
      stop();
      resolve();
    });
  });
}

t.test('a framebuffer that appears late is played on, and again after it was gone', async (t) => {
  const { systemRoot, desk, player, told, threads, look, frames } = await playing(t);
  const isOnGlass = async () => {
    await presents(player);
    // In the middle of a write it holds parts of two.
    for (let tries = 0; tries < 1000; tries++) {
      const memory = readFileSync(join(systemRoot, 'dev/fb0')).swap16();
      if (frames.has(memory.toString('base64'))) return true;
    }
    return false;
  };
  await look();
  t.equal(told.output, 'virtual');
  t.match(told.notices.get('glass-missing'), { level: 'warning', message: /no small panel/ });

  addFramebuffer(systemRoot, PANEL);
  await look();
  t.equal(told.output, 'framebuffer');
  t.equal(told.notices.get('glass-missing'), undefined);
  t.ok(await isOnGlass(), 'a frame of the clip is on it');

  // Its driver is unloaded: what presents there ends with an error, and does not find it again.
  for (const path of ['dev/fb0', 'sys/class/graphics/fb0']) rmSync(join(systemRoot, path), { recursive: true });
  const isLost = new Promise((resolve) => player.once('displayLost', resolve));
  await threads.get('consumer')?.terminate();
  await isLost;
  await desk.settled();
  t.equal(told.output, 'virtual');
  t.match(told.notices.get('glass-missing'), { level: 'warning' });
  await presents(player);

  addFramebuffer(systemRoot, PANEL);
  await look();
  t.equal(told.output, 'framebuffer');
  t.ok(await isOnGlass(), 'and the clip goes on there');
});
