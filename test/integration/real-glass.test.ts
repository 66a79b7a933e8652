import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { systemClock } from '../../daemon/clock.js';
import { parseConfig } from '../../daemon/config/load.js';
import { chooseGlass } from '../../daemon/glass/choose-glass.js';
import { silentLog } from '../../daemon/log.js';
import { Player } from '../../daemon/player/player.js';
import { writePattern } from '../../daemon/test-pattern/pattern-clip.js';
import type { DisplayConfig } from '../../display/display-config.js';
import { frameBytes } from '../../display/panel.js';
import { addFramebuffer } from '../display/framebuffer/fake-machine.js';
import { framesOf } from './frames-of.js';
import { lastingFolder } from './lasting-folder.js';

// From a frame zip to what a person sees: real threads, damage, init table, windows, and a chip or a framebuffer at the end.

for (const panel of ['st7789-240x240', 'ili9341-320x240', 'gc9a01-240x240']) {
  t.test(`a clip plays through an emulated ${panel}, pixel for pixel`, async (t) => {
    // 60 MHz, so that the largest keeps up with the clip; what it sends is the changed parts, or it could not.
    const text = `panel: { name: ${panel}, rotation: 90 }\ndisplay: { output: virtual, virtual: { bus_mhz: 60 } }`;
    const { display } = await chooseGlass({ config: parseConfig(text, 'c.yaml'), systemRoot: lastingFolder(t) });
    const { player, frames } = await playPattern(t, display);
    const seen = new Set<string>();
    await watch(player, (picture) => seen.add(picture));
    t.ok(seen.size > 5, `${seen.size} different pictures were seen`);
    for (const picture of seen) t.ok(frames.has(picture), 'a picture on the glass is a frame of the zip');
    const { link, presented } = player.snapshot().stats;
    t.ok(presented > 5);
    t.ok((link?.bytesPerFrame ?? Number.POSITIVE_INFINITY) < frameBytes(display.geometry) / 2, 'parts were sent');
  });
}

t.test('a clip plays on a framebuffer with a stride of its own, pixel for pixel', async (t) => {
  const systemRoot = lastingFolder(t);
  addFramebuffer(systemRoot, { name: 'panel-mipi-dbid', width: 240, height: 240, strideBytes: 512 });
  const config = parseConfig('panel: { name: st7789-240x240 }', 'c.yaml');
  const { display } = await chooseGlass({ config, systemRoot });
  t.equal(display.output, 'framebuffer');
  const { player, frames } = await playPattern(t, display);
  await watch(player, (picture) => t.ok(frames.has(picture), 'the preview shows frames of the zip'));
  player.pause();
  await sleep(100);
  const memory = readFileSync(join(systemRoot, 'dev/fb0'));
  const rows = Array.from({ length: 240 }, (_, y) => memory.subarray(y * 512, y * 512 + 480));
  t.ok(frames.has(Buffer.concat(rows).swap16().toString('base64')), 'the framebuffer holds a frame of the zip');
});

/** Plays the test pattern, and gives its frames as base64 of RGB565 big-endian. */
async function playPattern(t: Test, display: DisplayConfig): Promise<{ player: Player; frames: Set<string> }> {
  const folder = join(t.testdirName, 'clip');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'pattern.zip');
  await writePattern(path, { geometry: display.geometry, shape: 'rectangle' });
  const player = new Player({ display, log: silentLog, clock: systemClock });
  t.teardown(() => player.stop());
  await player.start();
  player.setProgram({
    entries: [{ key: 'pattern', name: 'pattern', path }],
    loop: 'all',
    shuffle: false,
    stillMs: 1000,
  });
  return { player, frames: framesOf(path) };
}

/** Shows `see` each of a dozen pictures on the glass. */
async function watch(player: Player, see: (picture: string) => void): Promise<void> {
  const { width, height } = player.screen.geometry;
  const pixels = Buffer.alloc(width * height * 2);
  let pictures = 0;
  await new Promise<void>((done) => {
    const stop = player.onPresented(() => {
      const sequence = player.screen.read(pixels);
      // What was shown before the clip began: a panel's own black.
      if (sequence === undefined || player.snapshot().entryKey === undefined) return;
      see(pixels.toString('base64'));
      if (++pictures < 12) return;
      stop();
      done();
    });
  });
}
