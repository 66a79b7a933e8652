import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState } from '../integration/rest-client.js';
import { until } from '../until.js';
import { checkAccessibility } from './accessibility.js';
import { launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { comesTo, comesTrue } from './comes-true.js';

const FIXTURES = join(packageRoot, 'test/fixtures');
const BUNNY = join(FIXTURES, 'bunny-640x480-25fps.mp4');
const CRAWL = join(FIXTURES, 'crawl.gif');
const VP9 = join(FIXTURES, 'vp9-1080x1080.webm');

/** Conversion included, on a busy machine. */
const LONG = { timeout: 300_000 };
const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

t.test('the clips, on a phone', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const daemon = await DaemonProcess.start({ data: t.testdir() });
  t.teardown(() => daemon.stop());
  const { url } = daemon;
  const browser = await launchBrowser(t);
  const { page, complaints, foreignRequests } = await openPage(browser, url, PHONE);
  const clips = async () => Object.values((await getState(url)).clips);
  const clipNamed = async (name: string) => (await clips()).find((clip) => clip.name === name);
  const isOfList = (address: string) => /#\/clips$/.test(address);
  await visit(page, 'Clips');

  await t.test('an empty library says how clips come into it', async (t) => {
    await page.getByText('The library is empty').waitFor();
    for (const name of ['Send a clip', 'Take a photo', 'Record a video'])
      await page.getByRole('button', { name }).waitFor();
    await checkAccessibility(t, page, 'clips-empty');
  });

  await t.test('what is sent shows its progress, then its tile', async (t) => {
    await page.getByTestId('file-input').setInputFiles([BUNNY, CRAWL, VP9]);
    for (const name of ['bunny', 'crawl', 'vp9'])
      await page.getByRole('button', { name: new RegExp(`^Play ${name}`) }).waitFor(LONG);
    await page.getByText('3 clips').waitFor();
    await page
      .locator('.job')
      .first()
      .waitFor({ state: 'detached', ...LONG });
    await checkAccessibility(t, page, 'clips');
  });

  await t.test('clips are found by their names and kinds, and put in order', async (t) => {
    const names = async () => (await page.locator('.clip .name').allTextContents()).map((name) => name.slice(0, 3));
    await page.getByRole('searchbox').fill('CRAW');
    await page.getByText('1 clip', { exact: true }).waitFor();
    await comesTo(t, names, ['cra']);
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('Nothing found').waitFor();
    await page.getByRole('button', { name: 'Show all clips' }).click();
    await page.getByRole('button', { name: 'Animations' }).click();
    await page.getByText('1 clip', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: /^Sort/ }).click();
    await page.getByRole('button', { name: 'By name' }).click();
    await comesTo(t, names, ['bun', 'cra', 'vp9']);
  });

  await t.test('several clips are tagged together, and then found by the tag', async (t) => {
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.getByRole('button', { name: /^Select bunny/ }).click();
    await page.getByRole('button', { name: /^Select crawl/ }).click();
    await page.getByText('2 selected').waitFor();
    await checkAccessibility(t, page, 'clips-selected');
    await page.getByRole('button', { name: 'Tags' }).click();
    await page.getByRole('textbox', { name: 'New tag' }).fill('favourite');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'favourite', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: '#favourite' }).click();
    await page.getByText('2 clips').waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await comesTo(t, async () => (await clips()).filter(({ tags }) => tags?.includes('favourite')).length, 2);
  });

  await t.test('selected clips are deleted, and all of it is undone', async (t) => {
    // Small copies to watch may come at any time.
    const whatPeopleMade = async () =>
      (await clips()).map(({ id, name, tags, look, turn }) => ({ id, name, tags, look, turn }));
    const before = await whatPeopleMade();
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.getByRole('button', { name: 'Select all' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The library is empty').waitFor();
    await comesTo(t, clips, []);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Play vp9/ }).waitFor();
    await comesTo(t, whatPeopleMade, before, 'all is as it was');
  });

  await t.test('a clip’s look is chosen on its details, and what is chosen is seen at once', async (t) => {
    await page.getByRole('button', { name: /^Details of bunny/ }).click();
    const picture = page.locator('.look-picture');
    await until(async () => (await picture.getAttribute('data-shown')) !== null);
    await checkAccessibility(t, page, 'clip-details');
    await page.getByRole('radio', { name: 'Fill' }).check();
    await until(async () => (await picture.getAttribute('data-shown'))?.includes('fit=cover') === true);
    const focus = page.getByRole('button', { name: 'What stays in view' });
    await focus.scrollIntoViewIfNeeded();
    await focus.tap({ position: { x: 30, y: 100 } });
    await page.getByRole('button', { name: 'Beginning: one frame on' }).click();
    await page.getByRole('radio', { name: '90°' }).check();
    await page.getByRole('radio', { name: '2 ×', exact: true }).check();
    await page.getByRole('radio', { name: 'Several times' }).check();
    await page.getByRole('spinbutton', { name: 'How often' }).fill('3');
    await page.getByRole('textbox', { name: 'Name' }).fill('My bunny');
    await checkAccessibility(t, page, 'clip-details-chosen');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(async () => (await clipNamed('My bunny')) !== undefined);
    const clip = await clipNamed('My bunny');
    t.match(clip, { look: { fit: 'cover', startMs: 40, rotation: 90, speed: 2 }, turn: { loops: 3 } });
    t.ok((clip?.look?.focus?.x ?? 1) < 0.2, `the focus is at ${clip?.look?.focus?.x}`);
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
  });

  await t.test('what was done to it is told', async (t) => {
    await page.getByRole('dialog').getByRole('button', { name: 'My bunny' }).click();
    await page.getByRole('button', { name: 'What was done to it' }).click();
    await page.getByText('h264 · 640 × 480').waitFor();
    await checkAccessibility(t, page, 'clip-record');
    await page.getByRole('button', { name: 'Close' }).last().click();
  });

  await t.test('a video plays here, and seeks at once', async (t) => {
    await page.getByRole('button', { name: 'Watch here' }).click();
    const video = page.locator('video');
    await until(async () => (await video.evaluate((film) => Reflect.get(film, 'readyState'))) >= 2);
    await video.evaluate((film) => Reflect.set(film, 'currentTime', 3));
    await until(async () => (await video.evaluate((film) => Reflect.get(film, 'currentTime'))) >= 3);
    await checkAccessibility(t, page, 'clip-watched');
    await page.getByRole('button', { name: 'Close' }).last().click();
    await video.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await comesTrue(t, () => page.url(), isOfList, 'the list is there');
  });

  await t.test('one that phones may not play has a small copy, and that is what plays', async (t) => {
    await until(async () => (await clips()).find(({ name }) => name.startsWith('vp9'))?.watching?.copy !== undefined);
    await page.getByRole('button', { name: /^Details of vp9/ }).click();
    await page.getByRole('button', { name: 'Watch here' }).click();
    const video = page.locator('video');
    const source = () => video.getAttribute('src');
    await comesTrue(t, source, (it) => /watch\.mp4\?v=/.test(it ?? ''), 'it is the small copy');
    await until(async () => (await video.evaluate((film) => Reflect.get(film, 'readyState'))) >= 2);
    await page.goBack();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });

  await t.test('files may be dropped and pasted anywhere', async (t) => {
    const film = readFileSync(CRAWL).toString('base64');
    for (const name of ['dropped.gif', 'pasted.gif']) {
      await page.evaluate(`(() => {
        const bytes = Uint8Array.from(atob('${film}'), (letter) => letter.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], '${name}', { type: 'image/gif' }));
        const event = '${name}'.startsWith('d') ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
        document.body.dispatchEvent(event);
      })()`);
      const row = page.locator('.job', { hasText: name });
      await row.getByText('in the library already').waitFor(LONG);
      await row.getByRole('button', { name: 'Dismiss' }).click();
      await row.waitFor({ state: 'detached' });
    }
    await comesTo(t, async () => (await clips()).length, 3);
  });

  await t.test('the address of a clip that is gone says so', async (t) => {
    await page.goto(`${url}#/clips/${'0'.repeat(32)}`);
    await page.getByRole('heading', { name: 'This clip is not here any more' }).first().waitFor();
    await page.getByRole('button', { name: 'All clips' }).click();
    await page.getByRole('button', { name: /^Play vp9/ }).waitFor();
    await comesTrue(t, () => page.url(), isOfList, 'the list is there');
  });

  await t.test('the keyboard goes from clip to clip', async (t) => {
    await page.getByRole('button', { name: 'Play My bunny' }).focus();
    await page.keyboard.press('End');
    const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    await until(async () => /^Play vp9/.test(await focused()));
    await page.keyboard.press('ArrowLeft');
    await until(async () => /^Play My bunny|^Play crawl/.test(await focused()));
    t.pass();
  });

  t.same(complaints, []);
  t.same(foreignRequests, []);
});
