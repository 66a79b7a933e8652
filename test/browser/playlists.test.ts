import { join } from 'node:path';
import type { Page } from 'playwright-core';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { sendFile, waitForJob } from '../integration/rest-client.js';
import { checkAccessibility } from './accessibility.js';
import { launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { comesTo } from './comes-true.js';
import { FlakyLine } from './flaky-line.js';

const FIXTURES = join(packageRoot, 'test/fixtures');
const LONG = { timeout: 120_000 };
const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

t.test('playlists and the schedule, on a phone', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const data = t.testdir();
  const config = join(t.testdir({ config: {} }), 'framed.yaml');
  const daemon = await DaemonProcess.start({ data, words: ['--config', config] });
  t.teardown(() => daemon.stop());
  const { url } = daemon;
  for (const name of ['crawl.gif', 'bunny-640x480-25fps.mp4']) {
    const [job] = await sendFile(url, join(FIXTURES, name));
    await waitForJob(url, job?.id ?? '');
  }
  const browser = await launchBrowser(t);
  const { page, complaints } = await openPage(browser, url, PHONE);

  await t.test('nothing there yet: says what a playlist is, and makes one', async (t) => {
    await visit(page, 'Playlists');
    await page.getByText('No playlists yet').waitFor();
    await checkAccessibility(t, page, 'playlists-empty');
    await page.getByRole('button', { name: 'New playlist' }).last().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Evening');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('This playlist is empty').waitFor();
  });

  await t.test('clips are chosen from the library, in the order of the taps', async (t) => {
    await page.getByRole('button', { name: 'Add clips' }).click();
    await page.getByRole('button', { name: 'crawl' }).click();
    await page.getByRole('button', { name: 'bunny' }).click();
    await checkAccessibility(t, page, 'playlists-add');
    await page.getByRole('button', { name: 'Add 2 clips' }).click();
    await comesTo(t, () => entries(page), ['crawl', 'bunny']);
    await checkAccessibility(t, page, 'playlist');
  });

  await t.test('an entry stands for a time, and is moved by the keyboard', async (t) => {
    await page.getByRole('button', { name: /^crawl/ }).click();
    await page.getByLabel('For some time').check();
    await page.getByLabel('Seconds').fill('2.5');
    await checkAccessibility(t, page, 'playlist-entry');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /crawl.*2.5 s/ }).waitFor();
    await page.getByRole('button', { name: 'Move crawl' }).press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await comesTo(t, () => entries(page), ['bunny', 'crawl']);
  });

  await t.test('two phones change it at once: both changes hold', async (t) => {
    const { page: other } = await openPage(browser, url, PHONE);
    await visit(other, 'Playlists');
    await other.getByRole('link', { name: /Evening/ }).click();
    await other.getByRole('button', { name: /^crawl/ }).waitFor();
    // What the first phone does reaches the second one only when it is back; it goes by what it saw.
    await other.context().setOffline(true);
    await page.getByRole('button', { name: 'Remove from the playlist: bunny' }).click();
    // What is looked at stays, and so its Undo does.
    await page.locator('.toast').filter({ hasText: 'was removed' }).hover();
    await other.context().setOffline(false);
    await other.getByRole('button', { name: 'More about Evening' }).click();
    await other.getByRole('button', { name: 'Rename' }).click();
    await other.getByRole('textbox', { name: 'Name' }).fill('Night');
    await other.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Night' }).waitFor();
    await comesTo(t, () => entries(page), ['crawl']);
    await other.close();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^bunny/ }).waitFor();
    await comesTo(t, () => entries(page), ['bunny', 'crawl']);
  });

  await t.test(
    'the line breaks while an entry is dragged: it is put down there, and is there once the line is mended',
    async (t) => {
      const line = await FlakyLine.open(t, Number(new URL(url).port));
      const { page: far } = await openPage(browser, `http://pi.local:${line.port}/${new URL(page.url()).hash}`, PHONE);
      const grip = async (name: string) => {
        const box = await far.getByRole('button', { name: `Move ${name}` }).boundingBox();
        if (box === null) throw new Error(`no ${name} to be moved`);
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      };
      const { x, y } = await grip('bunny');
      await far.mouse.move(x, y);
      await far.mouse.down();
      await far.mouse.move(x, y + 10, { steps: 3 });
      line.breakDown();
      await far.getByText('Offline since').waitFor();
      await far.mouse.move(x, (await grip('crawl')).y + 20, { steps: 5 });
      await far.locator('.dragged').waitFor();
      await far.mouse.up();
      await far.getByText('is changed as soon as there is one').waitFor();
      await comesTo(t, () => entries(far), ['crawl', 'bunny'], 'it stays where it was put');
      await comesTo(t, () => entries(page), ['bunny', 'crawl']);
      line.mend();
      await comesTo(t, () => entries(page), ['crawl', 'bunny']);
      await comesTo(t, () => entries(far), ['crawl', 'bunny']);
      await far.close();
    },
  );

  await t.test('it plays, and its deletion can be undone', async () => {
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByText('Playing now').waitFor();
    await page.getByRole('button', { name: 'More about Night' }).click();
    await page.getByRole('button', { name: 'Delete playlist' }).click();
    await page.getByText('No playlists yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: /Night/ }).waitFor();
  });

  await t.test('dark nights are two taps away', async (t) => {
    await visit(page, 'Schedule');
    await page.getByText('Nothing is scheduled').waitFor();
    await checkAccessibility(t, page, 'schedule-empty');
    await page.getByRole('button', { name: 'Dark from 23:00 to 7:00' }).click();
    await page.getByRole('button', { name: /Screen off.*23:00.*Change/ }).waitFor();
    await page.getByRole('listitem').filter({ hasText: '07:00' }).waitFor();
    await page.getByRole('slider', { name: 'Time of day' }).fill('1410');
    await page.getByText('At 23:30: Dark').waitFor();
    await checkAccessibility(t, page, 'schedule');
  });

  await t.test('a time is added without cron, changed, switched off, and deleted with undo', async (t) => {
    await page.getByRole('button', { name: 'Add a time' }).click();
    await page.getByLabel('What happens', { exact: true }).selectOption('Play');
    await page.getByLabel('Playlist', { exact: true }).selectOption('Night');
    await page.getByLabel('Time', { exact: true }).fill('20:15');
    await page.getByRole('button', { name: 'Saturday' }).click();
    await page.getByRole('button', { name: 'Sunday' }).click();
    await checkAccessibility(t, page, 'schedule-edit');
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('button', { name: /Play Night.*20:15 · weekdays/ });
    await row.click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Late show');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('switch', { name: 'Late show: on' }).click();
    await page.getByRole('switch', { name: 'Late show: on', checked: false }).waitFor();
    await page.getByRole('button', { name: /Late show.*Change/ }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: /Late show.*Change/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /Late show.*Change/ }).waitFor();
  });

  await t.test('what cannot be is said, and stays open to be mended', async () => {
    await page.getByRole('button', { name: 'Add a time' }).click();
    await page.getByText('Write it as a cron expression').click();
    await page.getByLabel('Cron expression', { exact: true }).fill('61 * * * *');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.toast.problem').waitFor(LONG);
    await page.getByLabel('Cron expression', { exact: true }).fill('0 18 * * *');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /Screen off.*0 18/ }).waitFor();
  });

  await t.test('nothing was complained about', (t) => {
    // What was refused, twice by intent, browsers report as well.
    t.same(
      complaints.filter((words) => !/status of 4(09|22)/.test(words)),
      [],
    );
    t.end();
  });
});

/** The clip of each entry, in their order. */
async function entries(page: Page): Promise<string[]> {
  const said = await page.locator('.entry-body').allTextContents();
  return said.map((words) => /bunny|crawl/.exec(words)?.[0] ?? words);
}
