import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { readClip } from '../daemon/convert/media-lab.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState } from '../integration/rest-client.js';
import { box, find } from '../web-ui/fast-start/film-boxes.js';
import { launchBrowser, openPage, PHONE } from './browser.js';
import { FlakyLine } from './flaky-line.js';

/** Conversion included, on a busy machine. */
export const LONG = { timeout: 60_000 };

/** A film takes six seconds at this speed: time enough to do something in between. */
const SLOW = 1_000_000;
const FILM_BYTES = 6_000_000;

/** Of this small a film: a cut loses what lies in the sockets' buffers, up to 250 KB each, and headers count too: 2 * 250 KB / 6 MB and a bit. */
const MOST_SENT_TWICE = 0.1;

export function fixture(name: string): Buffer {
  return readFileSync(join(packageRoot, 'test/fixtures', name));
}

/** A daemon, a line to it, and a page at the other end, of an origin as a Pi has it. */
export class UploadLab {
  readonly data: string;
  readonly line: FlakyLine;
  readonly page: Page;
  readonly complaints: readonly string[];
  daemon: DaemonProcess;

  private constructor(data: string, daemon: DaemonProcess, line: FlakyLine, page: Page, complaints: readonly string[]) {
    this.data = data;
    this.daemon = daemon;
    this.line = line;
    this.page = page;
    this.complaints = complaints;
  }

  static async open(t: Test, data: string, words: readonly string[] = []): Promise<UploadLab> {
    const daemon = await DaemonProcess.start({ data, words });
    const line = await FlakyLine.open(t, portOf(daemon));
    const browser = await launchBrowser(t);
    const { page, complaints } = await openPage(browser, `http://pi.local:${line.port}/#/clips`, PHONE);
    const lab = new UploadLab(data, daemon, line, page, complaints);
    t.teardown(() => lab.daemon.stop());
    return lab;
  }

  /** Before the test's folder goes. */
  async close(): Promise<void> {
    await this.page.close();
    this.line.close();
    await this.daemon.stop();
  }

  async restart(): Promise<void> {
    this.daemon = await DaemonProcess.start({ data: this.data });
    this.line.connectTo(portOf(this.daemon));
  }

  async choose(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByTestId('file-input').setInputFiles(file(name, buffer));
  }

  /** Chooses a file and lets it go slowly; what was sent before does not count. */
  async begin(name: string, film: Buffer): Promise<void> {
    this.line.bytesPerSecond = SLOW;
    this.line.sentBytes = 0;
    await this.choose(name, film);
  }

  /** Waits until this share of the film has gone. */
  async sent(film: Buffer, share: number): Promise<void> {
    await until(() => this.line.sentBytes > film.length * share);
  }

  /** Waits for the clip: it must be `arrived`, byte for byte, and hardly more than its bytes may have been sent. */
  async finish(t: Test, name: string, arrived: Buffer): Promise<void> {
    const { line, page } = this;
    line.bytesPerSecond = 4 * SLOW;
    await page.getByRole('button', { name: `Play ${name}` }).waitFor(LONG);
    this.fast();
    const expected = createHash('sha256').update(arrived).digest('hex');
    t.equal(await this.clipId(name), expected.slice(0, 32));
    const twice = (line.sentBytes - arrived.length) / arrived.length;
    t.ok(twice < MOST_SENT_TWICE, `${(100 * twice).toFixed(1)} % more than the file was sent`);
    await page.locator('.job').waitFor({ state: 'detached' });
  }

  fast(): void {
    this.line.bytesPerSecond = Number.POSITIVE_INFINITY;
  }

  async clipId(name: string): Promise<string> {
    return clipIdOf(this.daemon.url, name);
  }

  /** What should not have been said; not what a browser says of an origin without HTTPS and of connections that break. */
  unexpectedComplaints(): string[] {
    const expected = /net::ERR_|Cross-Origin-Opener-Policy|WebSocket connection|status of 4(04|09|10|23)|status of 503/;
    return this.complaints.filter((text) => !expected.test(text));
  }
}

/** A film of its own content, its index at its end, as phones write it. */
export function filmOf(seed: number): Buffer {
  const film = fixture('clip-320x180-24fps.mp4');
  const [moov] = find(film, 'moov');
  if (moov === undefined) throw new Error('the fixture has no index');
  const padding = box('free', Buffer.alloc(FILM_BYTES - film.length, seed));
  return Buffer.concat([film.subarray(0, moov.start), padding, film.subarray(moov.start)]);
}

export function file(name: string, buffer: Buffer) {
  return { name, mimeType: name.endsWith('.mov') ? 'video/quicktime' : 'video/mp4', buffer };
}

/** Every pixel of a clip in a library. */
export function framesOf(data: string, id: string): string {
  const folder = join(data, 'renditions');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const zip = files.find((path) => path.includes(id) && path.endsWith('.zip'));
  if (zip === undefined) throw new Error(`no rendition of ${id} among ${files.join(', ')}`);
  const hash = createHash('sha256');
  const { pixels } = readClip(join(folder, zip));
  for (const frame of pixels) hash.update(frame);
  return `${pixels.length} frames ${hash.digest('hex')}`;
}

/** The frames of the same film, sent as it is to a daemon of its own. */
export async function framesByForm(t: Test, film: Buffer): Promise<string> {
  const data = t.testdir();
  const other = await DaemonProcess.start({ data });
  const form = new FormData();
  form.append('file', new Blob([film]), 'plain.mov');
  await fetch(`${other.url}api/clips`, { method: 'POST', body: form });
  let id = 'none';
  await until(async () => {
    id = await clipIdOf(other.url, 'plain.mov');
    return id !== 'none';
  });
  await other.stop();
  return framesOf(data, id);
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function clipIdOf(url: string, name: string): Promise<string> {
  const { clips } = await getState(url);
  return Object.values(clips).find((clip) => clip.name === name)?.id ?? 'none';
}

function portOf({ url }: DaemonProcess): number {
  return Number(new URL(url).port);
}
