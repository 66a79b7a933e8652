import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../daemon/package-root.js';
import { ConfigView } from '../../daemon/protocol/config.js';
import { Playlist } from '../../daemon/protocol/playlist.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState, post, sendFile, waitForJob } from '../integration/rest-client.js';
import { CHROMIUM, DESKTOP, FLAGS, openPage, PHONE, TABLET } from './browser.js';
import { keepScreenshot } from './screenshots.js';

/**
 * Pictures of every view on a phone, a tablet and a desktop, light and dark, for people to look at.
 *
 *     node dist/test/browser/pictures.js
 */
const DEVICES = { phone: PHONE, tablet: TABLET, desktop: DESKTOP };
const CLIPS = ['crawl.gif', 'vp9-1080x1080.webm', 'clip-320x180-24fps.mp4', 'bunny-640x480-25fps.mp4'];
const SECTIONS = ['device', 'panel', 'playing', 'storage', 'network', 'people', 'backup', 'health', 'page', 'more'];

process.env['FRAMED_SCREENSHOTS'] ??= join(tmpdir(), 'framed-pictures');
const data = mkdtempSync(join(tmpdir(), 'framed-pictures-'));
writeFileSync(join(data, 'framed.yaml'), 'version: 1\n');
const daemon = await DaemonProcess.start({
  data: join(data, 'library'),
  words: ['--config', join(data, 'framed.yaml')],
});
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const addresses = await fill(daemon.url);
  for (const [device, size] of Object.entries(DEVICES)) {
    const { page } = await openPage(browser, daemon.url, size);
    for (const [name, address] of Object.entries(addresses)) {
      await goTo(page, address);
      const { scrollWidth, innerWidth } = await page.evaluate<{ scrollWidth: number; innerWidth: number }>(
        '({ scrollWidth: document.documentElement.scrollWidth, innerWidth })',
      );
      if (scrollWidth > innerWidth) console.log(`${name} is too wide for a ${device}: ${scrollWidth} of ${innerWidth}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await keepScreenshot(page, `${device}-${name}-${colorScheme}`);
      }
    }
    await page.close();
  }
  console.log(`pictures in ${process.env['FRAMED_SCREENSHOTS']}`);
} finally {
  await browser.close();
  await daemon.stop();
  rmSync(data, { recursive: true });
}

/** Clips, a playlist and dark nights. Resolves with what there is to be looked at: name to address. */
async function fill(url: string): Promise<Record<string, string>> {
  for (const name of CLIPS) {
    const [job] = await sendFile(url, join(packageRoot, 'test/fixtures', name));
    await waitForJob(url, job?.id ?? '');
  }
  const [clipId = ''] = Object.keys((await getState(url)).clips);
  const entries = Object.keys((await getState(url)).clips).map((id) => ({ clipId: id }));
  const playlist = Playlist.parse(await (await post(url, 'api/playlists', { name: 'Evening', entries })).json());
  await post(url, 'api/playlists', { name: 'Shop window', entries: entries.slice(1) });
  const { revision } = ConfigView.parse(await (await fetch(new URL('api/config', url))).json());
  const schedule = [
    { at: '23:00', do: 'display off' },
    { at: '7:00', do: 'display on' },
    { at: '18:30', days: 'mon-fri', do: 'play Evening' },
  ];
  await fetch(new URL('api/config', url), {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ revision, changes: { schedule } }),
  });
  return {
    now: '#/now',
    clips: '#/clips',
    clip: `#/clips/${clipId}`,
    playlists: '#/playlists',
    playlist: `#/playlists/${playlist.id}`,
    schedule: '#/schedule',
    settings: '#/settings',
    ...Object.fromEntries(SECTIONS.map((section) => [`settings-${section}`, `#/settings/${section}`])),
  };
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
  await page.locator('main h1').first().waitFor();
  // Pictures load, and fade in.
  await page.waitForTimeout(600);
}
