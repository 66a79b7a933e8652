import { join } from 'node:path';
import type { Page } from 'playwright-core';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState, post } from '../integration/rest-client.js';
import { until } from '../until.js';
import { checkAccessibility } from './accessibility.js';
import { DESKTOP, launchBrowser, openPage, PHONE, TABLET, whyNoBrowser } from './browser.js';
import { comesTo, comesTrue } from './comes-true.js';
import { keepScreenshot } from './screenshots.js';

const CLIPS = ['bunny-640x480-25fps.mp4', 'crawl.gif'].map((name) => join(packageRoot, 'test/fixtures', name));

/** Conversion included, on a busy machine. */
const LONG = { timeout: 120_000 };
const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

/** Runs in the page: notes how far the glass has jumped, each time. */
const NOTE_SHIFTS = `
  window.shiftsOfTheGlass = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      if (sources.some(({ node }) => node?.closest?.('.bezel'))) shiftsOfTheGlass.push(value);
  }).observe({ type: 'layout-shift', buffered: true });
`;

t.test('the view of what plays now', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const daemon = await DaemonProcess.start({ data: t.testdir(), words: ['--panel', 'gc9a01-240x240'] });
  t.teardown(() => daemon.stop());
  const { url } = daemon;
  const browser = await launchBrowser(t);
  const { page, complaints, foreignRequests } = await openPage(browser, url, PHONE);
  const player = async () => (await getState(url)).player;
  const name = page.getByTestId('now-playing');

  await t.test('the first clip is asked for, and says when it has taken over the glass', async (t) => {
    await page.getByRole('heading', { name: 'Send your first clip' }).waitFor();
    await checkAccessibility(t, page, 'first run');
    await page.getByTestId('first-file').setInputFiles(CLIPS);
    await page.getByRole('heading', { name: 'That is yours' }).waitFor(LONG);
    await comesTrue(
      t,
      async () => (await player()).now?.name,
      (it) => /bunny|crawl/.test(it ?? ''),
      'it is played',
    );
    await page.getByRole('button', { name: 'Done' }).click();
    await until(async () => Object.keys((await getState(url)).clips).length === 2);
  });

  await t.test('a tap on the glass pauses, another lets it go on', async () => {
    await page.locator('.bezel').tap();
    await until(async () => (await player()).paused);
    await page.locator('.bezel').tap();
    await until(async () => !(await player()).paused);
  });

  await t.test('a swipe shows the next clip, the other way the one before', async (t) => {
    // Who goes back late in a clip comes to its beginning; what is paused does not get late.
    await post(url, 'api/commands', { type: 'pause' });
    await name.filter({ hasText: /bunny|crawl/ }).waitFor();
    const before = await name.textContent();
    await swipeUntil(page, -120, async () => (await name.textContent()) !== before);
    await swipeUntil(page, 120, async () => (await name.textContent()) === before);
    const pulled = () => page.locator('.bezel').evaluate((bezel) => String(Reflect.get(bezel, 'style').translate));
    await comesTo(t, pulled, '', 'it is back in its place');
    await post(url, 'api/commands', { type: 'resume' });
  });

  await t.test('a picture that stands is there when the page is opened', async (t) => {
    await post(url, 'api/commands', { type: 'pause' });
    const context = await browser.newContext(PHONE);
    const other = await context.newPage();
    await other.goto(url);
    await other.locator('canvas[data-sequence]').waitFor();
    await other.locator('.glass-waits').waitFor({ state: 'detached' });
    await context.close();
    await post(url, 'api/commands', { type: 'resume' });
    t.pass();
  });

  await t.test('a held press opens what can be done, by keyboard too', async (t) => {
    await press(page);
    const menu = page.getByRole('dialog');
    await menu.waitFor();
    await checkAccessibility(t, page, 'menu');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  await t.test('the light of the panel follows the slider, in the page as on the glass', async (t) => {
    const slider = page.getByRole('slider', { name: 'Brightness' });
    const box = await slider.boundingBox();
    if (box === null) throw new Error('no slider');
    await page.mouse.move(box.x + box.width - 6, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 12 });
    await page.mouse.up();
    const letGoAt = Number(await slider.inputValue());
    t.ok(letGoAt < 40, `the finger let go at ${letGoAt} %`);
    await until(async () => (await player()).brightness === letGoAt);
    t.equal(await slider.inputValue(), String(letGoAt), 'what the finger passed on the way does not come back');
    const style = () => page.getByTestId('panel').getAttribute('style');
    await comesTrue(t, style, (it) => /brightness\(0\.[45]/.test(it ?? ''), 'it is as dark here');
    await slider.fill('100');
    await until(async () => (await player()).brightness === 100);
  });

  await t.test('the panel is switched off and on', async (t) => {
    const onOff = page.getByRole('button', { name: 'Panel on' });
    await onOff.click();
    await page.getByText('The panel is switched off').waitFor();
    await comesTo(t, () => onOff.getAttribute('aria-pressed'), 'false');
    await onOff.click();
    await page.getByText('The panel is switched off').waitFor({ state: 'detached' });
  });

  await t.test('it says what follows, or that chance decides', async (t) => {
    const upNext = page.getByRole('list', { name: 'Up next' });
    // The next one may begin between two looks.
    const bothNames = async () => [await name.textContent(), await upNext.textContent()].join(', then ');
    const isOther = (said: string) => /bunny.*then.*crawl|crawl.*then.*bunny/.test(said);
    await comesTrue(t, bothNames, isOther, 'what follows is the other one');
    await page.getByRole('button', { name: 'Shuffle' }).click();
    await upNext.getByText('Chance decides').waitFor();
    await page.getByRole('button', { name: 'Shuffle' }).click();
    await upNext.getByText('Chance decides').waitFor({ state: 'detached' });
  });

  await t.test('a badge says that something is to be known, and opens what', async (t) => {
    await page.locator('.badge').click();
    const sheet = page.getByRole('dialog', { name: 'Notices' });
    await sheet.getByRole('heading', { level: 3 }).first().waitFor();
    await checkAccessibility(t, page, 'notices');
    await sheet.getByRole('button', { name: 'Close' }).click();
    await sheet.waitFor({ state: 'detached' });
  });

  await t.test('nobody is kept out of it, in light and dark', async (t) => {
    await checkAccessibility(t, page, 'now');
  });

  await t.test('the glass has whole screen pixels, and is there at once in its size', async (t) => {
    const screens = [{ ...PHONE, deviceScaleFactor: 1.75 }, { ...PHONE, deviceScaleFactor: 2.625 }, TABLET, DESKTOP];
    for (const screen of screens) {
      const context = await browser.newContext(screen);
      const other = await context.newPage();
      await other.addInitScript(NOTE_SHIFTS);
      await other.goto(url);
      await other.locator('canvas[data-sequence]').waitFor();
      const perPixel = await other.evaluate<number>(
        'panel.getBoundingClientRect().width * devicePixelRatio / panel.width',
      );
      t.ok(perPixel >= 1 && Math.abs(perPixel - Math.round(perPixel)) < 0.02, `${perPixel} screen pixels per pixel`);
      t.same(await other.evaluate('shiftsOfTheGlass'), [], 'it was not seen in another size');
      await context.close();
    }
  });

  await t.test('it fits every screen, also where people read from right to left', async (t) => {
    for (const [device, size] of Object.entries({ phone: PHONE, tablet: TABLET, desktop: DESKTOP })) {
      const { page: other } = await openPage(browser, url, { ...size, locale: 'de-DE' });
      await other.getByText('Helligkeit').or(other.getByLabel('Helligkeit')).first().waitFor();
      const { width } = size.viewport;
      const widthOfAll = () => other.evaluate<number>('document.documentElement.scrollWidth');
      await comesTo(t, widthOfAll, width, device);
      await keepScreenshot(other, `now-${device}-de`);
      await other.evaluate('document.documentElement.dir = "rtl"');
      await comesTo(t, widthOfAll, width, `${device}, right to left`);
      await keepScreenshot(other, `now-${device}-rtl`);
      await other.close();
    }
  });

  t.same(complaints, []);
  t.same(foreignRequests, []);
});

/**
 * With a mouse: Playwright's touches only tap. Again where nothing comes of it: on a busy machine the first movement may come so late that the press
 * is a held one.
 */
async function swipeUntil(page: Page, byPx: number, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    const { x, y } = await middleOfPanel(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + byPx, y, { steps: 4 });
    await page.mouse.up();
    for (let looks = 0; looks < 60 && !(await condition()); looks++) await page.waitForTimeout(50);
    if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
  }
}

async function press(page: Page): Promise<void> {
  const { x, y } = await middleOfPanel(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.getByRole('dialog').waitFor();
  await page.mouse.up();
}

async function middleOfPanel(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.bezel').boundingBox();
  if (box === null) throw new Error('no panel');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
