import t from 'tap';
import { rewrite } from '../web-ui/fast-start/rewrite.js';
import { whyNoBrowser } from './browser.js';
import { filmOf, LONG, UploadLab } from './upload-lab.js';

const WHOLE_TEST_MS = 600_000;
t.setTimeout(WHOLE_TEST_MS);

t.test('files sent over a line that breaks', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const lab = await UploadLab.open(t, t.testdir());
  const { page, line } = lab;

  await t.test('a connection cut on the way goes on by itself, and little is sent twice', async (t) => {
    const film = filmOf(1);
    await lab.begin('cut.mp4', film, 0.2);
    line.cut();
    await lab.goOn(film, 0.6);
    line.cut();
    await lab.finish(t, 'cut.mp4', await rewritten(film));
  });

  await t.test('a daemon killed and started again is sent the rest', async (t) => {
    const film = filmOf(2);
    await lab.begin('killed.mp4', film, 0.4);
    await lab.daemon.stop('SIGKILL');
    await page.getByText('Offline since').waitFor(LONG);
    await page.locator('.job .hint').getByText('The connection broke').waitFor(LONG);
    await lab.restart();
    await lab.finish(t, 'killed.mp4', await rewritten(film));
  });

  await t.test('a page that is loaded again goes on when the file is chosen again', async (t) => {
    const film = filmOf(3);
    await lab.begin('reloaded.mp4', film, 0.5);
    await page.reload();
    line.cut();
    await page.locator('.job .hint').getByText('Choose the file again to go on').waitFor(LONG);
    await lab.choose('reloaded.mp4', film);
    await lab.finish(t, 'reloaded.mp4', await rewritten(film));
  });

  await t.test('a paused file waits, also through a broken line, until it is resumed', async (t) => {
    const film = filmOf(4);
    await lab.begin('paused.mp4', film, 0.3);
    await page.getByRole('button', { name: 'Pause paused.mp4' }).click();
    await page.locator('.job .hint').getByText('Paused').waitFor();
    line.cut();
    await page.waitForTimeout(500);
    const paused = line.sentBytes;
    await page.waitForTimeout(500);
    t.ok(line.sentBytes - paused < 10_000, 'nothing but the live connection');
    await page.getByRole('button', { name: 'Resume paused.mp4' }).click();
    await lab.finish(t, 'paused.mp4', await rewritten(film));
  });

  t.same(lab.unexpectedComplaints(), []);
  await lab.close();
});

/** As it arrives. */
async function rewritten(film: Buffer): Promise<Buffer> {
  return (await rewrite(film)) ?? film;
}
