import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { drawPattern } from '../../daemon/test-pattern/pattern.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { freePort } from '../integration/free-port.js';
import { sendFile, waitForJob } from '../integration/rest-client.js';
import { until } from '../until.js';
import { checkAccessibility } from './accessibility.js';
import { launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { comesTo, comesTrue } from './comes-true.js';
import { canvasHash, pixelsHash } from './panel-canvas.js';

const CRAWL = join(packageRoot, 'test/fixtures/crawl.gif');
const LONG = { timeout: 120_000 };
const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

t.test('the settings, on a phone', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const folder = t.testdir({ data: {} });
  const config = join(folder, 'framed.yaml');
  const daemon = await DaemonProcess.start({
    data: join(folder, 'data'),
    // A restore begins a new run, which is to be found where the one before was.
    words: ['--config', config, '--port', String(await freePort())],
  });
  t.teardown(() => daemon.stop());
  const { url } = daemon;
  const [job] = await sendFile(url, CRAWL);
  await waitForJob(url, job?.id ?? '');
  const browser = await launchBrowser(t);
  const { page, complaints } = await openPage(browser, url, PHONE);
  const fileSays = (t: Test, words: RegExp) =>
    comesTrue(
      t,
      () => readFile(config, 'utf8'),
      (text) => words.test(text),
      `the file says ${words}`,
    );
  const fileIsSilentOf = (t: Test, words: RegExp) =>
    comesTrue(
      t,
      () => readFile(config, 'utf8'),
      (text) => !words.test(text),
      `the file does not say ${words}`,
    );
  /** Under the mouse it stays, and so its Undo does. */
  const hold = (said: string) => page.locator('.toast').filter({ hasText: said }).hover();
  const undo = (said: string) =>
    page.locator('.toast').filter({ hasText: said }).getByRole('button', { name: 'Undo' }).click();
  const back = () => page.getByRole('link', { name: 'Back' }).click();
  const open = async (name: string) => {
    await page.getByRole('main').getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };

  await t.test('all sections are named, with what is in them', async (t) => {
    await visit(page, 'Settings');
    await checkAccessibility(t, page, 'settings');
  });

  await t.test('a key is changed where it stands, is in the file, and can be taken back', async (t) => {
    await open('Playing');
    await page.getByLabel('Seconds a photo stands').fill('7');
    await page.getByLabel('Seconds a photo stands').blur();
    await hold('Saved: Seconds a photo stands');
    await fileSays(t, /still_seconds: 7/);
    await checkAccessibility(t, page, 'settings-playing');
    await undo('Saved: Seconds a photo stands');
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    await fileIsSilentOf(t, /still_seconds: 7/);
    await back();
  });

  await t.test('what cannot be is said where it stands, and nothing is changed', async (t) => {
    await open('Playing');
    const most = page.getByLabel('Most frames a second');
    await most.fill('999');
    await most.blur();
    await page.getByText('This must be from 1 to 120.').waitFor();
    await fileIsSilentOf(t, /999/);
    await back();
    await open('Network');
    await comesTo(t, () => page.getByLabel('Sign-in').isDisabled(), true, 'only on the machine');
    await checkAccessibility(t, page, 'settings-network');
    await page.getByRole('button', { name: 'Turn HTTPS on' }).waitFor();
    // The button's own port may be another's here.
    await page.getByLabel('Port for HTTPS').fill('0');
    await page.getByLabel('Port for HTTPS').blur();
    await page.getByRole('heading', { name: 'Trust it, once for each phone' }).waitFor(LONG);
    await page.getByText('iPhone, iPad').click();
    const fingerprint = () => page.locator('.fingerprint').textContent();
    await comesTrue(t, fingerprint, (it) => /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(it ?? ''), 'a SHA-256');
    await checkAccessibility(t, page, 'settings-https');
    await back();
  });

  await t.test('an edit over SSH shows at once, and leaves alone what is being typed', async (t) => {
    await open('This frame');
    await page.getByLabel('Name').fill('Shelf');
    await page.getByLabel('Name').blur();
    await page.getByText('Saved: Name').waitFor();
    const zone = page.getByLabel('Time zone');
    await zone.fill('Europe/B');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace('name: Shelf', 'name: Window'));
    await until(async () => (await page.getByLabel('Name').inputValue()) === 'Window');
    t.equal(await zone.inputValue(), 'Europe/B');
    await zone.fill('system');
    await zone.blur();
    await back();
  });

  await t.test('the panel is chosen by its picture, and its wiring drawn as the configuration has it', async (t) => {
    await open('Panel');
    await page.getByText('Wiring: which pin goes where').click();
    await page.getByRole('row', { name: /DC RS, A0 Not chosen yet.* 22 GPIO 25/ }).waitFor();
    await checkAccessibility(t, page, 'settings-wiring');
    await page.getByRole('button', { name: 'I take these pins' }).click();
    await hold('The pins are saved.');
    await page.getByRole('row', { name: 'DC RS, A0 22 GPIO 25' }).waitFor();
    await fileSays(t, /dc: 25[\s\S]*reset: 27/);
    await undo('The pins are saved.');
    await page.getByText('Not chosen yet').first().waitFor();
    await page.getByRole('button', { name: /^Kind of panel ILI9341, 320x240/ }).click();
    await checkAccessibility(t, page, 'settings-panel-kinds');
    // As large as the one before, so that no clip is converted for it.
    await page.getByRole('button', { name: /^Adafruit PiTFT/ }).click();
    await hold('Saved: Kind of panel');
    await page.getByRole('row', { name: 'BL BLK, LED 12 GPIO 18' }).waitFor();
    await undo('Saved: Kind of panel');
    await page.getByRole('button', { name: /^Kind of panel ILI9341, 320x240/ }).waitFor();
    await page.getByLabel('Where the picture goes').selectOption('virtual');
    await page.getByText('Nothing is to be wired: the picture is on the virtual panel').waitFor();
    // And back, while the first change is on a slow line: the later one is not to overtake it.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let [asked, answered] = [0, 0];
    await page.route('**/api/config', async (route, request) => {
      const isFirst = request.method() === 'PATCH' && ++asked === 1;
      if (isFirst) await released;
      await route.continue();
    });
    page.on('response', (response) => {
      if (response.request().method() === 'PATCH') answered++;
    });
    await page.getByLabel('Where the picture goes').selectOption('framebuffer');
    await page.getByLabel('Where the picture goes').selectOption('virtual');
    release();
    await until(() => answered >= 2);
    await page.unroute('**/api/config');
    await fileSays(t, /output: virtual/);
    await page.getByText('Nothing is to be wired: the picture is on the virtual panel').waitFor();
    await page.getByLabel('Where the picture goes').selectOption('auto');
    await page.getByRole('row', { name: 'GND' }).waitFor();
    await back();
  });

  await t.test('the panel is set up by questions about a pattern that stands on it', async (t) => {
    // The whole canvas each time: who asks for more than that keeps the page from drawing.
    const shows = async (pixels: Uint8Array) => {
      while ((await canvasHash(page, 'pattern')) !== pixelsHash(pixels)) await page.waitForTimeout(150);
    };
    await open('Panel');
    const NOT_SHOWN = { error: { code: 'pattern-not-shown', message: 'The test pattern did not reach the panel.' } };
    await page.route('**/api/test-pattern', (route) => route.fulfill({ status: 503, json: NOT_SHOWN }), { times: 1 });
    await page.getByRole('button', { name: 'Set up the panel' }).click();
    await page.getByRole('heading', { name: 'The test pattern is not on the panel' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(drawPattern({ geometry: { width: 320, height: 240 }, shape: 'rectangle' }));
    await page.getByRole('button', { name: 'Yes, even if they lie on their side' }).click();
    await page.getByRole('heading', { name: 'Where does the arrow on the panel point?' }).waitFor();
    await checkAccessibility(t, page, 'settings-wizard-arrow');
    await page.getByRole('button', { name: 'To the right' }).click();
    await shows(drawPattern({ geometry: { width: 240, height: 320 }, shape: 'rectangle' }));
    await fileSays(t, /rotation: 270/);
    await page.getByRole('button', { name: 'Up', exact: true }).click();
    await page.getByRole('heading', { name: 'Which colour is the field marked R?' }).waitFor();
    await checkAccessibility(t, page, 'settings-wizard-colours');
    await page.getByRole('button', { name: 'Red, as it should be' }).click();
    await page.getByRole('button', { name: 'No, a side is missing' }).click();
    await checkAccessibility(t, page, 'settings-wizard-border');
    await page.getByRole('button', { name: 'Yes, on all sides' }).click();
    await checkAccessibility(t, page, 'settings-wizard-last');
    await page.getByRole('button', { name: 'Put everything back as it was' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await fileIsSilentOf(t, /rotation/);
    await checkAccessibility(t, page, 'settings-panel');
    await back();
    await visit(page, 'Now');
    const pattern = pixelsHash(drawPattern({ geometry: { width: 320, height: 240 }, shape: 'rectangle' }));
    await until(async () => Boolean(await page.locator('#panel[data-sequence]').count()));
    await comesTrue(
      t,
      () => canvasHash(page),
      (hash) => hash !== pattern,
      'what plays is on the panel again',
    );
    await visit(page, 'Settings');
  });

  await t.test('people: a code for the next phone, a link for guests, a token for programs', async (t) => {
    await open('People and devices');
    await page.getByRole('button', { name: 'Pair another' }).click();
    t.match(
      await page
        .locator('.pairing-code')
        .filter({ hasText: /\d{3} \d{3}/ })
        .textContent(),
      /\d{3} \d{3}/,
    );
    await checkAccessibility(t, page, 'settings-pairing');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'New guest link' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Party');
    await page.getByRole('button', { name: 'Create' }).click();
    const link = () => page.getByLabel('Link for guests').last().inputValue();
    await comesTrue(t, link, (it) => /#guest=/.test(it), 'a link');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Party').waitFor();
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Script');
    await page.getByRole('button', { name: 'Create' }).click();
    const token = () => page.getByRole('textbox', { name: 'Token' }).inputValue();
    await comesTrue(t, token, (it) => it.startsWith('framed_'), 'a token');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Turn Script away' }).click();
    await page.getByRole('button', { name: 'Turn away', exact: true }).click();
    await page.getByText('Script', { exact: true }).waitFor({ state: 'detached' });
    await checkAccessibility(t, page, 'settings-people');
    await back();
  });

  await t.test('a backup is made, and restored', async (t) => {
    await open('Backup and logs');
    await page.locator('.log li').first().waitFor();
    await checkAccessibility(t, page, 'settings-backup');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'With originals' }).click(),
    ]);
    const backup = join(folder, 'backup.tar');
    await download.saveAs(backup);
    await page.locator('input[type=file]').setInputFiles(backup);
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByText('restored (clips: 1, playlists: 0)').waitFor(LONG);
    await page.getByText('Offline since').waitFor({ state: 'detached', ...LONG });
    await back();
  });

  await t.test('health draws the last minute, storage says what takes room', async (t) => {
    await open('Health');
    await page.locator('.sparkline').first().waitFor();
    await checkAccessibility(t, page, 'settings-health');
    await back();
    await open('Storage');
    await page.getByText('Originals', { exact: true }).waitFor();
    await checkAccessibility(t, page, 'settings-storage');
    await back();
  });

  await t.test('the page is dark, and speaks German, as somebody chose', async (t) => {
    await open('This page');
    await page.getByLabel('Dark').check();
    await page.getByLabel('Deutsch').check();
    await page.getByRole('heading', { level: 1, name: 'Diese Seite' }).waitFor();
    await comesTo(t, () => page.locator('html').getAttribute('data-theme'), 'dark');
    await checkAccessibility(t, page, 'settings-page');
  });

  await t.test('nothing was complained about', (t) => {
    const expected = /status of (4|5)\d\d|WebSocket|ERR_CONNECTION|net::ERR/;
    t.same(
      complaints.filter((words) => !expected.test(words)),
      [],
    );
    t.end();
  });
});
