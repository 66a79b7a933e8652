import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { readClip } from '../daemon/convert/media-lab.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState } from '../integration/rest-client.js';
import { until } from '../until.js';
import { box, find } from '../web-ui/fast-start/film-boxes.js';
import { launchBrowser, openPage, PHONE } from './browser.js';
import { FlakyLine } from './flaky-line.js';

/** Conversion included, on a busy machine. */
export const LONG = { timeout: 120_000 };

/** Its frames are made in a quarter of the time. */
const SMALL_PANEL = ['--panel', 'st7735-128x160'];

/** What is to be done in between is done while the line stands still, or has just broken. */
const FAST = 6_000_000;
const SLOW = 1_000_000;
const RESUMED_BYTES = 100_000;
const FILM_BYTES = 6_000_000;

/** Of headers and the live connection, on the way of one film. */
const NOT_OF_THE_FILM = 60_000;

/** Of this small a film: a cut loses what lies in the sockets' buffers, up to 250 KB each, and headers count too: 2 * 250 KB / 6 MB and a bit. */
const MOST_SENT_TWICE = 0.1;

export function fixture(name: string): Buffer {
  return readFileSync(join(packageRoot, 'test/fixtures', name));
}

/** A test, or whoever ends what was begun. */
export interface Owner {
  teardown(end: () => unknown): void;
}

/** A daemon, a line to it, and a page at the other end, of an origin as a Pi has it. */
export class UploadLab {
  readonly data: string;
  readonly line: FlakyLine;
  readonly page: Page;
  readonly complaints: readonly string[];
  daemon: DaemonProcess;
  /** By its id: what was begun last. */
  #upload = '';
  /** Of that: sent, and not stored; it was lost on the way, or is none of the film. */
  #lostBytes = 0;

  private constructor(data: string, daemon: DaemonProcess, line: FlakyLine, page: Page, complaints: readonly string[]) {
    this.data = data;
    this.daemon = daemon;
    this.line = line;
    this.page = page;
    this.complaints = complaints;
  }

  /** @param owner ends it at its end. */
  static async open(owner: Owner, data: string, words: readonly string[] = []): Promise<UploadLab> {
    const daemon = await DaemonProcess.start({ data, words: [...SMALL_PANEL, ...words] });
    const line = await FlakyLine.open(owner, portOf(daemon));
    const browser = await launchBrowser(owner);
    const { page, complaints } = await openPage(browser, `http://pi.local:${line.port}/#/clips`, PHONE);
    const lab = new UploadLab(data, daemon, line, page, complaints);
    owner.teardown(() => lab.daemon.stop());
    return lab;
  }

  /** Before the test's folder goes. */
  async close(): Promise<void> {
    await this.page.close();
    this.line.close();
    await this.daemon.stop();
  }

  async restart(): Promise<void> {
    this.daemon = await DaemonProcess.start({ data: this.data, words: SMALL_PANEL });
    this.line.connectTo(portOf(this.daemon));
  }

  async choose(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByTestId('file-input').setInputFiles(file(name, buffer));
  }

  /** Chooses a file, and lets the line stand still when this share of it has gone; what was sent before does not count. */
  async begin(name: string, film: Buffer, share: number): Promise<void> {
    const others = this.#uploads();
    this.line.bytesPerSecond = FAST;
    this.line.sentBytes = 0;
    this.#lostBytes = 0;
    const held = this.line.holdAt(film.length * share);
    await this.choose(name, film);
    await held;
    this.#upload = this.#uploads().find((id) => !others.includes(id)) ?? '';
    await this.#storedAll();
  }

  /** After a break: lets the line go on until this share of the film has gone. */
  async goOn(film: Buffer, share: number): Promise<void> {
    await this.#resumed();
    await this.line.holdAt(film.length * share);
    await this.#storedAll();
  }

  /** Waits until the daemon has written all that has come: on a busy machine megabytes may lie in sockets' buffers, and a cut would lose them. */
  async #storedAll(): Promise<void> {
    await until(() => this.#stored() + this.#lostBytes + NOT_OF_THE_FILM >= this.line.sentBytes);
  }

  /**
   * Lets the line go, slowly until the file goes on where it was: Chromium sends a request whose connection broke once more by itself, and the
   * daemon's answer that it has got further meanwhile takes its time to come.
   */
  async #resumed(): Promise<void> {
    const before = this.#stored();
    this.line.bytesPerSecond = SLOW;
    this.line.release();
    // Nothing is stored here any more when it has become a clip.
    await until(() => this.#stored() > before + RESUMED_BYTES || this.#stored() === 0);
    this.#lostBytes = this.line.sentBytes - this.#stored();
    this.line.bytesPerSecond = FAST;
  }

  /** What of the film is on the daemon's disk. */
  #stored(): number {
    return statSync(join(this.data, 'uploads', this.#upload), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** An upload's description has an ending, its bytes have none. */
  #uploads(): string[] {
    return readdirSync(join(this.data, 'uploads')).filter((name) => !name.includes('.'));
  }

  /** Waits for the clip: it must be `arrived`, byte for byte, and hardly more than its bytes may have been sent. */
  async finish(t: Test, name: string, arrived: Buffer): Promise<void> {
    const { line, page } = this;
    await this.#resumed();
    await page.getByRole('button', { name: `Play ${name}` }).waitFor(LONG);
    this.fast();
    const expected = createHash('sha256').update(arrived).digest('hex');
    t.equal(await this.clipId(name), expected.slice(0, 32));
    const twice = (line.sentBytes - arrived.length) / arrived.length;
    t.ok(twice < MOST_SENT_TWICE, `${(100 * twice).toFixed(1)} % more than the file was sent`);
    await page.locator('.job').waitFor({ state: 'detached' });
  }

  /** The frames of a film that is sent as it is, by a form. */
  async framesByForm(film: Buffer): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([film]), 'plain.mov');
    await fetch(`${this.daemon.url}api/clips`, { method: 'POST', body: form });
    await until(async () => (await this.clipId('plain.mov')) !== 'none');
    return framesOf(this.data, await this.clipId('plain.mov'));
  }

  fast(): void {
    this.line.release();
    this.line.bytesPerSecond = Number.POSITIVE_INFINITY;
  }

  async clipId(name: string): Promise<string> {
    return clipIdOf(this.daemon.url, name);
  }

  /** What should not have been said; not what a browser says of an origin without HTTPS and of connections that break. */
  unexpectedComplaints(): string[] {
    const expected =
      /net::ERR_|Cross-Origin-Opener-Policy|WebSocket connection|status of 4(04|09|10|13|23)|status of 503/;
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

async function clipIdOf(url: string, name: string): Promise<string> {
  const { clips } = await getState(url);
  return Object.values(clips).find((clip) => clip.name === name)?.id ?? 'none';
}

function portOf({ url }: DaemonProcess): number {
  return Number(new URL(url).port);
}
