import { createHash, X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { until } from '../until.js';
import { launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { comesTo, comesTrue } from './comes-true.js';
import { canvasHash } from './panel-canvas.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
/** Conversion included, on a busy machine. */
const LONG = { timeout: 120_000 };
const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

t.test('the page over HTTPS, in Chromium, with fingers', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const root = t.testdir({ 'config.yaml': 'https:\n  port: 0\n' });
  const [config, data] = [join(root, 'config.yaml'), join(root, 'data')];
  const daemon = await DaemonProcess.start({ data, login: 'required', words: ['--config', config] });
  t.teardown(() => daemon.stop());
  const link = new URL(daemon.url);
  const port = await securePortOf(daemon);
  const pin = await publicKeyPin(port);
  const browser = await launchBrowser(t, [`--ignore-certificate-errors-spki-list=${pin}`]);
  const origin = `https://pi.local:${port}`;
  const { page, complaints } = await openPage(browser, `${origin}/${link.hash}`, PHONE);

  await t.test('a link signs in; HTTP/2, and a live preview that moves', async (t) => {
    await page.getByTestId('now-playing').waitFor();
    await comesTo(t, () => page.url(), `${origin}/`);
    t.equal(await page.evaluate('isSecureContext'), true);
    t.equal(await page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol"), 'h2');
    const [cookie] = await page.context().cookies();
    t.match(cookie, { httpOnly: true, secure: true });
    const first = await canvasHash(page);
    await until(async () => (await canvasHash(page)) !== first);
  });

  await t.test('a clip is sent by HTTP/2 and named, and its original comes back whole', async (t) => {
    await visit(page, 'Clips');
    await page.getByTestId('file-input').setInputFiles(BUNNY);
    await page.getByRole('button', { name: 'Play bunny' }).waitFor(LONG);
    await page.getByRole('button', { name: 'Details of bunny' }).tap();
    const details = page.getByRole('dialog');
    await details.getByRole('textbox', { name: 'Name' }).fill('Rabbit');
    await details.getByRole('button', { name: 'Save' }).tap();
    await details.getByRole('button', { name: 'Rabbit' }).tap();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the original' }).tap(),
    ]);
    t.ok((await readFile(await download.path())).equals(await onlyOriginal(data)));
    // Else it is the menu that Escape closes.
    await page.getByRole('button', { name: 'Download the original' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  await t.test('a playlist is made of it, plays, and is paused and passed over by a finger', async (t) => {
    await visit(page, 'Playlists');
    await page.getByRole('button', { name: 'New playlist' }).last().tap();
    await page.getByRole('textbox', { name: 'Name' }).fill('Evening');
    await page.getByRole('button', { name: 'Create' }).tap();
    await page.getByRole('button', { name: 'Add clips' }).tap();
    await page.locator('.pick').filter({ hasText: 'Rabbit' }).tap();
    await page.getByRole('button', { name: 'Add 1 clip' }).tap();
    await page.locator('.entry-body').waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).tap();
    await page.getByText('Playing now').waitFor();
    await visit(page, 'Now');
    await page.getByTestId('now-playing').getByText('Rabbit').waitFor();
    await page.getByTestId('panel').tap();
    await page.getByRole('button', { name: 'Play', exact: true }).tap();
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).tap();
    await comesTo(t, () => page.getByRole('alert').count(), 0);
  });

  await t.test('nights are dark, and a setting is in the file', async (t) => {
    await visit(page, 'Schedule');
    await page.getByRole('button', { name: 'Dark from 23:00 to 7:00' }).tap();
    await page.getByRole('button', { name: /Screen off.*23:00/ }).waitFor();
    await visit(page, 'Settings');
    await page.getByRole('main').getByRole('link', { name: 'Playing' }).tap();
    await page.getByLabel('Seconds a photo stands').fill('7');
    await page.getByLabel('Seconds a photo stands').blur();
    await page.getByText('Saved: Seconds a photo stands').waitFor();
    const isWritten = (text: string) => /display off[\s\S]*still_seconds: 7/.test(text);
    await comesTrue(t, () => readFile(config, 'utf8'), isWritten, 'the file');
  });

  await t.test('nothing was complained about', (t) => {
    t.same(complaints, []);
    t.end();
  });

  await t.test('without a daemon the page is there, as its service worker kept it, and says so', async () => {
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await daemon.stop();
    await page.reload();
    await page.getByText('Offline since').waitFor();
  });
});

/** Without location and device, so not as it was sent. */
async function onlyOriginal(data: string): Promise<Buffer> {
  const entries = await readdir(join(data, 'originals'), { recursive: true, withFileTypes: true });
  const [file, ...others] = entries.filter((entry) => entry.isFile());
  if (file === undefined || others.length > 0) throw new Error(`${entries.length} entries; expected one original`);
  return readFile(join(file.parentPath, file.name));
}

/** As the daemon's log tells it: nobody has signed in yet who could ask. */
async function securePortOf({ lines }: DaemonProcess): Promise<number> {
  const find = () => lines.map((line) => /HTTPS is served\D+(\d+)/.exec(line)?.[1]).find(Boolean);
  await until(() => find() !== undefined);
  return Number(find());
}

/** Of the certificate's public key, as Chromium takes it in place of an authority that it trusts. */
function publicKeyPin(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false }, () => {
      const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw);
      resolve(
        createHash('sha256')
          .update(publicKey.export({ type: 'spki', format: 'der' }))
          .digest('base64'),
      );
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
