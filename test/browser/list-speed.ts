import t from 'tap';
import { encodeBmp565 } from '../../daemon/frames/bmp.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState } from '../integration/rest-client.js';
import { until } from '../until.js';
import { launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { multiplyClip } from './many-clips.js';

const COUNT = 2000;
const WHOLE_TEST_MS = 180_000;

/** Notes when each frame began, until `frames.stop()`. */
const COUNT_FRAMES = `(() => {
  const times = [];
  let running = true;
  const note = (ms) => { times.push(ms); if (running) requestAnimationFrame(note); };
  requestAnimationFrame(note);
  let most = 0;
  const tiles = new MutationObserver(() => { most = Math.max(most, document.querySelectorAll('.clip').length); });
  tiles.observe(document.querySelector('.clips'), { childList: true });
  globalThis.frames_ = { stop: () => { running = false; tiles.disconnect(); return { times, most }; } };
})()`;

t.setTimeout(WHOLE_TEST_MS);

t.test('two thousand clips', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const data = t.testdir();
  let daemon = await DaemonProcess.start({ data });
  t.teardown(() => daemon.stop());
  const form = new FormData();
  const geometry = { width: 320, height: 240 };
  const photo = Uint8Array.from({ length: 320 * 240 * 2 }, (_, index) => index % 251);
  form.append('file', new Blob([new Uint8Array(encodeBmp565(photo, geometry))]), 'photo.bmp');
  await fetch(`${daemon.url}api/clips`, { method: 'POST', body: form });
  await until(async () => Object.keys((await getState(daemon.url)).clips).length === 1);
  await daemon.stop();
  multiplyClip(data, COUNT);
  daemon = await DaemonProcess.start({ data });

  const browser = await launchBrowser(t);
  const { page, complaints } = await openPage(browser, daemon.url, PHONE);
  await visit(page, 'Clips');
  await page.getByText('2,000 clips').waitFor();

  await t.test('scroll like twenty: only what is about to be seen exists', async (t) => {
    const devtools = await page.context().newCDPSession(page);
    await page.evaluate(COUNT_FRAMES);
    await devtools.send('Performance.enable');
    const busyMs = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      const parts = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
      return metrics.reduce((sum, { name, value }) => sum + (parts.includes(name) ? 1000 * value : 0), 0);
    };
    const before = await busyMs();
    // A finger that swings through a twentieth of the list.
    await devtools.send('Input.synthesizeScrollGesture', { x: 195, y: 500, yDistance: -10_000, speed: 4000 });
    const { times, most } = await page.evaluate<{ times: number[]; most: number }>('frames_.stop()');
    const workMs = ((await busyMs()) - before) / times.length;
    const gaps = times
      .slice(1)
      .map((ms, index) => ms - (times[index] ?? 0))
      .sort((a, b) => a - b);
    const at = (share: number) => gaps[Math.floor(share * (gaps.length - 1))] ?? Number.NaN;
    t.comment(
      `${workMs.toFixed(2)} ms of scripts, styles and layout a frame; frames every ${at(0.5).toFixed(1)} ms, 95 % within ${at(0.95).toFixed(1)} ms; ${most} tiles at most`,
    );
    t.ok(most < 60, `${most} tiles`);
    // Half of a frame at 60 a second; what else it takes is the browser's painting.
    t.ok(workMs < 8, `${workMs} ms of work a frame`);
    // 16.7 where nobody else uses the machine.
    t.ok(at(0.5) < 34, `a frame every ${at(0.5)} ms`);
    t.ok((await page.evaluate<number>('scrollY')) > 9000);
  });

  await t.test('are searched while one types', async (t) => {
    await page.getByRole('searchbox').fill('photo 1999');
    await page.getByText('1 clip', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('button', { name: '#tenth' }).click();
    await page.getByText('199 clips').waitFor();
    t.equal(await page.evaluate('scrollY < 9000'), true, 'the shorter list is seen from where it is');
  });

  t.same(complaints, []);
  await page.close();
  await daemon.stop();
});
