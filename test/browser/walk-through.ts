import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { freePort } from '../integration/free-port.js';
import { CHROMIUM, FLAGS, openPage, PHONE, visit } from './browser.js';

/**
 * What somebody does with a new frame, on a phone, with fingers: pairs, sends three clips, makes a playlist, lets the nights be dark, changes a setting,
 * looks how the panel is wired, sets it up by the wizard, makes a backup and restores it. A numbered picture of each step goes into the folder that is named by FRAMED_SCREENSHOTS, or one of its own.
 *
 *     node dist/test/browser/walk-through.js
 */
const FIXTURES = join(packageRoot, 'test/fixtures');
const LONG = { timeout: 60_000 };

const folder = process.env['FRAMED_SCREENSHOTS'] ?? join(tmpdir(), 'framed-walk-through');
await mkdir(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'framed-walk-'));
writeFileSync(join(data, 'framed.yaml'), 'version: 1\n');
// A restore begins a new run, which is to be found where the one before was.
const words = ['--config', join(data, 'framed.yaml'), '--port', String(await freePort())];
const daemon = await DaemonProcess.start({ data: join(data, 'library'), login: 'required', words });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
let steps = 0;
try {
  const { origin } = new URL(daemon.url);
  // Whoever stands at the machine has its link; the code for the phone is shown by that.
  const { page: owner } = await openPage(browser, daemon.url, PHONE);
  const { page, complaints } = await openPage(browser, `${origin}/`, PHONE);
  await pair(page, owner, origin);
  await sendClips(page);
  await makePlaylist(page);
  await darkNight(page);
  await changeSetting(page);
  await setUpPanel(page);
  await restore(page);
  console.log(`${steps} pictures in ${folder}`);
  for (const complaint of complaints) console.log(`the page said: ${complaint}`);
} finally {
  await browser.close();
  await daemon.stop();
  rmSync(data, { recursive: true });
}

async function pair(page: Page, owner: Page, origin: string): Promise<void> {
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
  await picture(page, 'stranger');
  const answer = await owner.request.post(`${origin}/api/access/pairing`, { headers: { Origin: origin } });
  const { code } = await answer.json();
  const field = page.getByRole('textbox', { name: 'Code' });
  await field.waitFor();
  await picture(page, 'pairing');
  await field.tap();
  await field.pressSequentially(code);
  await page.getByRole('heading', { name: 'Send your first clip' }).waitFor();
  await page.locator('canvas[data-sequence]').waitFor();
  await picture(page, 'paired-and-the-demo-plays');
}

async function sendClips(page: Page): Promise<void> {
  await page.getByTestId('first-file').setInputFiles(join(FIXTURES, 'clip-320x180-24fps.mp4'));
  await page.getByText('It is on the panel').or(page.getByText('On its way')).waitFor();
  await picture(page, 'first-clip-on-its-way');
  await page.getByRole('heading', { name: 'That is yours' }).waitFor(LONG);
  await picture(page, 'first-clip-is-there');
  await page.getByRole('link', { name: 'Send more' }).tap();
  const files = ['bunny-640x480-25fps.mp4', 'crawl.gif'].map((name) => join(FIXTURES, name));
  await page.getByTestId('file-input').setInputFiles(files);
  await page.locator('.job').first().waitFor();
  await picture(page, 'more-on-their-way');
  await page.getByText('3 clips').waitFor(LONG);
  await page
    .locator('.job')
    .first()
    .waitFor({ state: 'detached', ...LONG });
  await picture(page, 'three-clips');
  await page.getByRole('button', { name: 'Details of bunny' }).tap();
  await page.getByRole('dialog').waitFor();
  await picture(page, 'clip-details');
  await page.getByRole('dialog').getByRole('button', { name: 'bunny' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).waitFor();
  await picture(page, 'clip-menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function makePlaylist(page: Page): Promise<void> {
  await visit(page, 'Playlists');
  await picture(page, 'no-playlists');
  await page.getByRole('button', { name: 'New playlist' }).last().tap();
  await page.getByRole('textbox', { name: 'Name' }).fill('Evening');
  await picture(page, 'playlist-name');
  await page.getByRole('button', { name: 'Create' }).tap();
  await page.getByRole('button', { name: 'Add clips' }).tap();
  for (const name of ['clip', 'crawl', 'bunny']) await page.locator('.pick').filter({ hasText: name }).tap();
  await picture(page, 'clips-chosen');
  await page.getByRole('button', { name: 'Add 3 clips' }).tap();
  await page.locator('.entry-body').nth(2).waitFor();
  await picture(page, 'playlist');
  await dragOnto(
    page,
    page.getByRole('button', { name: 'Move bunny' }),
    page.getByRole('button', { name: /^Move clip/ }),
  );
  await page.locator('.entry-body').first().filter({ hasText: 'bunny' }).waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).tap();
  await page.getByText('Playing now').waitFor();
  await picture(page, 'playlist-plays');
  await visit(page, 'Now');
  await page.getByTestId('now-playing').getByText('bunny').waitFor();
  await picture(page, 'now');
}

async function darkNight(page: Page): Promise<void> {
  await visit(page, 'Schedule');
  await picture(page, 'nothing-scheduled');
  await page.getByRole('button', { name: 'Dark from 23:00 to 7:00' }).tap();
  await page.getByRole('button', { name: /Screen off.*23:00/ }).waitFor();
  await page.getByRole('slider', { name: 'Time of day' }).fill('1410');
  await page.getByText('At 23:30: Dark').waitFor();
  await picture(page, 'dark-night');
}

async function changeSetting(page: Page): Promise<void> {
  await visit(page, 'Settings');
  await picture(page, 'settings');
  await openSection(page, 'Playing');
  await page.getByLabel('Seconds a photo stands').fill('7');
  await page.getByLabel('Seconds a photo stands').blur();
  await page.getByText('Saved: Seconds a photo stands').waitFor();
  await picture(page, 'setting-saved');
  await page.getByRole('link', { name: 'Back' }).tap();
}

/** A panel that is round and lies on its side, as the wizard's answers have it. */
async function setUpPanel(page: Page): Promise<void> {
  await openSection(page, 'Panel');
  await picture(page, 'panel');
  await page.getByText('Wiring: which pin goes where').tap();
  await page.locator('.header-drawing').scrollIntoViewIfNeeded();
  await picture(page, 'wiring');
  await page.getByRole('button', { name: 'I take these pins' }).scrollIntoViewIfNeeded();
  await picture(page, 'wires-in-words');
  await page.getByRole('button', { name: /^Kind of panel/ }).tap();
  await picture(page, 'kinds-of-panel');
  await page.getByRole('button', { name: /^GC9A01/ }).tap();
  await page.getByRole('button', { name: /^Kind of panel GC9A01/ }).waitFor();
  await picture(page, 'round-panel');
  await page.getByRole('button', { name: 'Set up the panel' }).tap();
  const answer = async (question: string, words: string) => {
    await page.getByRole('heading', { name: question }).waitFor(LONG);
    await picture(page, `wizard-${words.toLowerCase().replaceAll(/\W+/g, '-')}`);
    await page.getByRole('button', { name: words, exact: true }).tap();
  };
  await answer('Can the letters on the panel be read?', 'Yes, even if they lie on their side');
  await answer('Where does the arrow on the panel point?', 'To the right');
  await page.getByText('One moment').waitFor({ state: 'detached', ...LONG });
  await answer('Where does the arrow on the panel point?', 'Up');
  await answer('Which colour is the field marked R?', 'Red, as it should be');
  await answer('Is there a thin white line all along the edge?', 'Yes, on all sides');
  await answer('Does everything look right now?', 'Looks right, keep it');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await picture(page, 'panel-is-set-up');
  await page.getByRole('link', { name: 'Back' }).tap();
}

async function restore(page: Page): Promise<void> {
  await openSection(page, 'Backup and logs');
  await picture(page, 'backup');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'With originals' }).tap(),
  ]);
  const backup = join(data, 'backup.tar');
  await download.saveAs(backup);
  await page.locator('input[type=file]').setInputFiles(backup);
  await page.getByRole('button', { name: 'Restore', exact: true }).waitFor();
  await picture(page, 'restore-asked');
  await page.getByRole('button', { name: 'Restore', exact: true }).tap();
  await page.getByText('restored (clips: 3, playlists: 1)').waitFor(LONG);
  await picture(page, 'restored');
  await page.getByText('Offline since').waitFor({ state: 'detached', ...LONG });
  await visit(page, 'Now');
  await page.locator('canvas[data-sequence]').waitFor(LONG);
  await picture(page, 'now-after-the-restore');
}

async function openSection(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name }).tap();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Of what is on the screen, once it stands still. */
async function picture(page: Page, name: string): Promise<void> {
  steps += 1;
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${String(steps).padStart(2, '0')}-${name}.png`) });
}

/** With a finger, which Playwright can only tap with. */
async function dragOnto(page: Page, what: Locator, where: Locator): Promise<void> {
  const [from, to] = [await middleOf(what), await middleOf(where)];
  const debug = await page.context().newCDPSession(page);
  const touch = (type: string, points: { x: number; y: number }[]) =>
    debug.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
  await touch('touchStart', [from]);
  for (let share = 0.1; share <= 1; share += 0.1) {
    await touch('touchMove', [{ x: from.x, y: from.y + (to.y - 8 - from.y) * share }]);
    await page.waitForTimeout(30);
  }
  await picture(page, 'dragged');
  await touch('touchEnd', []);
  await debug.detach();
}

async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (box === null) throw new Error('nothing to touch');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
