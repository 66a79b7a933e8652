import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { freePort } from '../integration/free-port.js';
import { LiveClient } from '../integration/live-client.js';
import { until } from '../until.js';
import { DESKTOP, launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { comesTo, comesTrue } from './comes-true.js';
import { canvasHash, frameHashes, pixelsHash } from './panel-canvas.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
const BUNNY_MS = 5800;
const CRAWL = join(packageRoot, 'test/fixtures/crawl.gif');

/** Conversion included, on a busy machine. */
const LONG = { timeout: 120_000 };
const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

t.test('the page, in Chromium, with a real daemon', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const data = t.testdir();
  // It goes away, and is to be found where it was.
  const words = ['--port', String(await freePort())];
  let daemon = await DaemonProcess.start({ data, words });
  t.teardown(() => daemon.stop());
  const { url } = daemon;
  const browser = await launchBrowser(t);
  const { page, complaints, foreignRequests, sentMessages } = await openPage(browser, url, PHONE);

  await t.test('the demo moves while the library is empty', async (t) => {
    const first = await sequenceAfter(page, 0);
    t.ok((await sequenceAfter(page, first)) > first);
  });

  await t.test('a clip sent by the file input is converted, listed and played', async (t) => {
    await visit(page, 'Clips');
    await page.getByText('The library is empty').waitFor();
    await page.getByTestId('file-input').setInputFiles(BUNNY);
    await page.getByRole('button', { name: 'Play bunny' }).waitFor(LONG);
    await page.locator('.jobs').waitFor({ state: 'detached' });
    const poster = page.locator('.clip img');
    const posterWidth = async () => Number(await poster.evaluate((image) => Reflect.get(image, 'naturalWidth')));
    await comesTrue(t, posterWidth, (width) => width > 0, 'with its poster, in pixels');
    await visit(page, 'Now');
    await page.getByTestId('now-playing').getByText('bunny').waitFor(LONG);
  });

  await t.test('the canvas shows the frames of the rendition, pixel for pixel, in their order', async (t) => {
    const hashes = frameHashes(await onlyRendition(data));
    // The name may be there before the first picture is.
    await comesTrue(
      t,
      () => canvasHash(page),
      (hash) => hashes.includes(hash),
      'it is of the clip',
    );
    const shown: number[] = [];
    const beganMs = performance.now();
    for (let sample = 0; sample < 12; sample++) {
      shown.push(hashes.indexOf(await canvasHash(page)));
      await sequenceAfter(page, await sequenceOf(page));
    }
    t.notOk(shown.includes(-1), `frames ${shown.join(', ')}`);
    const steps = shown.slice(1).map((frame, index) => frame - (shown[index] ?? 0));
    const mostLoops = 1 + Math.floor((performance.now() - beganMs) / BUNNY_MS);
    t.ok(steps.filter((step) => step < 0).length <= mostLoops, 'forwards, but for the loop');
    t.ok(new Set(shown).size > 6, 'and on');
  });

  await t.test('pause holds the picture, play lets it go on', async (t) => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const live = await LiveClient.connect(url, t);
    await live.until(({ player }) => player.paused);
    const [still] = await live.frames(1);
    const held = pixelsHash(still?.pixels ?? new Uint8Array());
    t.ok(frameHashes(await onlyRendition(data)).includes(held));
    await comesTo(t, () => canvasHash(page), held, 'the page shows what the panel does');
    await page.waitForTimeout(300);
    t.equal(await canvasHash(page), held);
    const sequence = await sequenceOf(page);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    t.ok((await sequenceAfter(page, sequence)) > sequence);
  });

  await t.test('next, previous and a tap on a clip change what plays', async () => {
    const nowPlaying = page.getByTestId('now-playing');
    await visit(page, 'Clips');
    await page.getByTestId('file-input').setInputFiles(CRAWL);
    await visit(page, 'Now');
    await nowPlaying.getByText('crawl').waitFor(LONG);
    await page.getByRole('button', { name: 'Next' }).click();
    await nowPlaying.getByText('bunny').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await nowPlaying.getByText('crawl').waitFor();
    await visit(page, 'Clips');
    await page.getByRole('button', { name: 'Play bunny' }).click();
    await visit(page, 'Now');
    await nowPlaying.getByText('bunny').waitFor();
  });

  await t.test('a clip moves in the list while it is looked at, unless less motion is wanted', async (t) => {
    await visit(page, 'Clips');
    // The list would move under the mouse.
    await page.locator('.jobs').waitFor({ state: 'detached' });
    const row = page.getByRole('button', { name: 'Play bunny' });
    await page.mouse.move(0, 0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await row.hover();
    t.equal(await page.locator('.clip .moving').count(), 0);
    await page.mouse.move(0, 0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await row.hover();
    const moving = page.locator('.clip .moving');
    await moving.waitFor(LONG);
    await moving.evaluate((image) => Reflect.get(image, 'decode').call(image));
    await page.mouse.move(0, 0);
    await moving.waitFor({ state: 'detached' });
    // Once more where the list was drawn anew under the finger.
    while ((await moving.count()) === 0) {
      await row.dispatchEvent('pointerdown', { pointerType: 'touch' });
      await page.waitForTimeout(800);
    }
    await row.dispatchEvent('pointerup', { pointerType: 'touch' });
    await moving.waitFor({ state: 'detached' });
  });

  await t.test('a file that is no clip is refused in words', async (t) => {
    await page
      .getByTestId('file-input')
      .setInputFiles({ name: 'notes.mp4', mimeType: 'video/mp4', buffer: Buffer.from('?') });
    const failed = page.locator('.job.failed');
    await failed.waitFor(LONG);
    t.match(await failed.locator('.hint').textContent(), /\w+ \w+ \w+/);
    await failed.getByRole('button', { name: 'Dismiss' }).click();
    await failed.waitFor({ state: 'detached' });
  });

  await t.test('everything fits a phone, large enough to touch', async (t) => {
    const { width, height } = PHONE.viewport;
    await visit(page, 'Now');
    await comesTo(t, () => page.evaluate('document.documentElement.scrollWidth'), width, 'no sideways scrolling');
    const controls = ['Previous', 'Pause', 'Next'];
    for (const name of controls) {
      const box = () => page.getByRole('button', { name, exact: true }).boundingBox();
      await comesTrue(t, box, (it) => it !== null && it.width >= 48 && it.height >= 48, `${name} is large enough`);
      await comesTrue(t, box, (it) => it !== null && it.y + it.height <= height, `${name} is on the first screen`);
    }
    await comesTo(t, () => sizeOfPanel(page), [320, 240], 'each panel pixel is three by three of the phone');
  });

  await t.test('the preview is asked for only while it can be seen', async (t) => {
    await visit(page, 'Clips');
    await until(() => sentMessages.at(-1) === '{"type":"preview","on":false}');
    await visit(page, 'Now');
    await until(() => sentMessages.at(-1) === '{"type":"preview","on":true,"formats":[1,2]}');
    t.pass();
  });

  await t.test('a clip is deleted, taken back, and deleted', async (t) => {
    await visit(page, 'Clips');
    const discard = async () => {
      await page.getByRole('button', { name: 'Details of crawl' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'crawl' }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Play crawl' }).waitFor({ state: 'detached' });
    };
    await discard();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Play crawl' }).waitFor();
    await comesTo(t, () => page.locator('.clip').count(), 2);
    await discard();
  });

  await t.test('nothing was complained about and nothing asked for elsewhere', (t) => {
    t.same(complaints, []);
    t.same(foreignRequests, []);
    t.end();
  });

  await t.test('a computer’s window shows the panel larger, and the tabs beside it', async (t) => {
    const { page: wide } = await openPage(browser, url, DESKTOP);
    await sequenceAfter(wide, 0);
    await comesTo(t, () => sizeOfPanel(wide), [640, 480]);
    const canvas = await wide.getByTestId('panel').boundingBox();
    const tabs = await wide.getByRole('navigation').boundingBox();
    t.ok(canvas && tabs && tabs.x + tabs.width < canvas.x);
    await wide.close();
  });

  await t.test('a daemon that goes away is missed, and found again', async (t) => {
    await visit(page, 'Now');
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await daemon.stop();
    await page.getByText('Offline since').waitFor();
    await page.reload();
    await page.getByRole('alert').getByText('framed could not be reached').waitFor(LONG);
    await page.getByText('Offline since').waitFor();
    daemon = await DaemonProcess.start({ data, words });
    await page.getByText('Offline since').waitFor({ state: 'detached', ...LONG });
    await page.getByTestId('now-playing').getByText('bunny').waitFor();
    const first = await sequenceAfter(page, 0);
    t.ok((await sequenceAfter(page, first)) > first, 'the picture moves again');
  });
});

/** Sequence of the frame on the canvas; NaN before the first. */
async function sequenceOf(page: Page): Promise<number> {
  return Number((await page.getByTestId('panel').getAttribute('data-sequence')) ?? 'none');
}

/** Resolves with the sequence of the next frame on the canvas that is not the given one. */
async function sequenceAfter(page: Page, sequence: number): Promise<number> {
  // Not by waitForFunction, whose eval the page's content security policy forbids.
  for (;;) {
    const shown = await sequenceOf(page);
    if (!Number.isNaN(shown) && shown !== sequence) return shown;
    await page.waitForTimeout(10);
  }
}

/** In CSS pixels. */
async function sizeOfPanel(page: Page): Promise<(number | undefined)[]> {
  const box = await page.getByTestId('panel').boundingBox();
  return [box?.width, box?.height];
}

async function onlyRendition(data: string): Promise<string> {
  const files = await readdir(join(data, 'renditions'), { recursive: true });
  const zips = files.filter((file) => file.endsWith('.zip'));
  if (zips.length !== 1) throw new Error(`${zips.length} renditions; expected one`);
  return join(data, 'renditions', zips[0] ?? '');
}
