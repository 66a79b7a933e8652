import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { LiveClient } from '../integration/live-client.js';
import { getState } from '../integration/rest-client.js';
import { isClearWord, wrongKinds } from '../integration/wrong-files.js';
import { until } from '../until.js';
import { boxesIn } from '../web-ui/fast-start/film-boxes.js';
import { rewrite } from '../web-ui/fast-start/rewrite.js';
import { PHONE, whyNoBrowser } from './browser.js';
import { comesTo } from './comes-true.js';
import { sendByPage } from './send-by-page.js';
import { file, filmOf, fixture, framesOf, LONG, UploadLab } from './upload-lab.js';

const WHOLE_TEST_MS = 600_000;
/** 30 to 300 on ours; a page that looks at each of a hundred files anew takes far longer. */
const MOST_TWO_FRAMES_MS = 5000;

t.setTimeout(WHOLE_TEST_MS);

t.test('files sent by the page', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const folder = t.testdir({ data: {}, 'config.yaml': 'version: 1\n' });
  const lab = await UploadLab.open(t, join(folder, 'data'), ['--config', join(folder, 'config.yaml')]);
  const { page, line } = lab;

  await t.test('nothing that only sending needs is loaded before a file is chosen', async (t) => {
    const loaded = await page.evaluate<string[]>('performance.getEntriesByType("resource").map(({ name }) => name)');
    t.notMatch(loaded.join('\n'), /file-sender/);
    t.equal(await page.evaluate('isSecureContext'), false, 'a Pi is not trusted as localhost is');
  });

  await t.test(
    'a recording with its index at the end arrives with it in front, frame for frame the same',
    async (t) => {
      const film = fixture('asset-mpeg4.mov');
      await lab.choose('holiday.mov', film);
      await page.getByRole('button', { name: 'Play holiday' }).waitFor(LONG);
      const id = await lab.clipId('holiday.mov');
      const original = Buffer.from(await (await fetch(`${lab.daemon.url}api/clips/${id}/original`)).arrayBuffer());
      t.same(
        boxesIn(original)
          .map(({ type }) => type)
          .slice(0, 2),
        ['ftyp', 'moov'],
      );
      const arrived = createHash('sha256')
        .update((await rewrite(film)) ?? '')
        .digest('hex');
      t.equal(
        id,
        arrived.slice(0, 32),
        'what arrived is the rewritten file; what is kept is that without its metadata',
      );
      t.same(framesOf(lab.data, id), await lab.framesByForm(film));
      await page.locator('.job').waitFor({ state: 'detached' });
    },
  );

  await t.test('a cancelled file leaves nothing behind', async (t) => {
    await lab.begin('unwanted.mp4', filmOf(5), 0.1);
    await page.getByRole('button', { name: 'Cancel unwanted.mp4' }).click();
    await page.locator('.job').waitFor({ state: 'detached' });
    lab.fast();
    await until(async () => readdirSync(join(lab.data, 'uploads')).length === 0);
    const jobs = async () => Object.values((await getState(lab.daemon.url)).jobs);
    const stage = async () => (await jobs()).find(({ name }) => name.startsWith('unwanted'))?.stage;
    await comesTo(t, stage, 'cancelled');
    const kept = 'Object.keys(localStorage).filter((key) => key.startsWith("framed.upload."))';
    await comesTo(t, () => page.evaluate<string[]>(kept), []);
  });

  await t.test('a file that is cancelled by another browser is not begun anew', async (t) => {
    await lab.begin('elsewhere.mp4', filmOf(6), 0.1);
    const jobs = async () => Object.values((await getState(lab.daemon.url)).jobs);
    const receiving = async () => (await jobs()).find(({ stage }) => stage === 'receiving')?.id;
    await until(async () => (await receiving()) !== undefined);
    const id = await receiving();
    await fetch(`${lab.daemon.url}api/jobs/${id}`, { method: 'DELETE' });
    await page.locator('.job').waitFor({ state: 'detached' });
    await page.waitForTimeout(1000);
    t.equal(await page.locator('.job').count(), 0);
    lab.fast();
  });

  await t.test('the same file again is the same clip, said kindly', async (t) => {
    await lab.choose('first.mp4', filmOf(1));
    await page.getByRole('button', { name: 'Play first.mp4' }).waitFor(LONG);
    await lab.choose('again.mp4', filmOf(1));
    await page.getByText('This one is in the library already.').waitFor(LONG);
    await page.getByRole('button', { name: 'Dismiss again.mp4' }).click();
    await comesTo(t, () => page.locator('.job').count(), 0);
  });

  await t.test('what cannot be a clip is refused in clear words, and what plays goes on', async (t) => {
    const live = await LiveClient.connect(lab.daemon.url, t);
    // What was sent last may just be put on.
    const before = await live.until(({ player }) => player.now?.clipId !== undefined);
    for (const { name, outcome, words } of await sendByPage(lab, wrongKinds())) {
      t.equal(outcome, 'refused', name);
      t.ok(isClearWord(words), `${name}: ${words}`);
    }
    const after = await live.until(({ player }) => player.stats.presented > before.player.stats.presented);
    t.same(Object.keys(after.clips), Object.keys(before.clips));
    t.ok((after.player.now?.clipId ?? '') in before.clips, 'a clip plays');
    t.match(after.player.stats, { damaged: 0, workerRestarts: 0 });
    for (const folder of ['staging', 'uploads']) {
      await until(() => readdirSync(join(lab.data, folder)).length === 0);
    }
  });

  await t.test('a hundred files are in the list at once, two of them on their way, and the page answers', async (t) => {
    // The first two are still on their way when all has been looked at: 40 s.
    line.bytesPerSecond = 10_000;
    const files = Array.from({ length: 100 }, (_, index) => file(`${index}.mp4`, Buffer.alloc(200_000, index)));
    await page.getByTestId('file-input').setInputFiles(files);
    await page.getByRole('button', { name: 'Cancel 99.mp4' }).waitFor();
    await comesTo(t, () => page.locator('.job').count(), 100);
    await page.getByRole('button', { name: 'Pause 1.mp4' }).waitFor();
    await comesTo(t, () => page.getByRole('button', { name: /^Pause \d/ }).count(), 2);
    const beganAt = performance.now();
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    const tookMs = performance.now() - beganAt;
    t.ok(tookMs < MOST_TWO_FRAMES_MS, `${tookMs} ms`);
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    await comesTo(t, width, PHONE.viewport.width);
  });

  await t.test('a file that is too large is refused before it is sent', async (t) => {
    await page.reload();
    const { revision } = (await (await fetch(`${lab.daemon.url}api/config`)).json()) as { revision: string };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ revision, changes: { 'uploads.max_file_mb': 1 } });
    t.equal((await fetch(`${lab.daemon.url}api/config`, { method: 'PATCH', headers, body })).status, 200);
    lab.fast();
    line.sentBytes = 0;
    await lab.choose('large.mp4', filmOf(1));
    await page.locator('.job.failed').getByText('A file may have 1 MB.').waitFor(LONG);
    t.ok(line.sentBytes < 1_000_000);
  });

  t.same(lab.unexpectedComplaints(), []);
  await lab.close();
});
