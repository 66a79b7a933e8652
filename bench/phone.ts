import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { stepSessionBack } from '../daemon/niceness.js';
import { launchBrowser, openPage } from '../test/browser/browser.js';
import { FlakyLine } from '../test/browser/flaky-line.js';
import { DaemonProcess } from '../test/integration/daemon-process.js';
import type { Teardowns } from './teardowns.js';

/** As large as a phone's, without its pixels: drawing those would take the processor time that a phone has of its own. */
const VIEWPORT = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const BROWSER_NICENESS = 19;

/** A daemon in a process of its own, a line to it, and the page in Chromium, on plain HTTP at a name that is not localhost. */
export class Phone {
  readonly data: string;
  readonly line: FlakyLine;
  readonly page: Page;
  daemon: DaemonProcess;

  private constructor(data: string, daemon: DaemonProcess, line: FlakyLine, page: Page) {
    this.data = data;
    this.daemon = daemon;
    this.line = line;
    this.page = page;
  }

  /** @param config the daemon's, in YAML. Default: none */
  static async open(teardowns: Teardowns, config = ''): Promise<Phone> {
    const data = await mkdtemp(join(tmpdir(), 'framed-bench-'));
    teardowns.teardown(() => rm(data, { recursive: true }));
    writeFileSync(join(data, 'config.yaml'), config);
    const daemon = await startDaemon(data);
    const line = await FlakyLine.open(teardowns, portOf(daemon));
    const browser = await launchBrowser(teardowns);
    await stepBrowserBack();
    const { page } = await openPage(browser, `http://pi.local:${line.port}/#/clips`, VIEWPORT);
    const phone = new Phone(data, daemon, line, page);
    teardowns.teardown(() => phone.daemon.stop());
    return phone;
  }

  async choose(path: string): Promise<void> {
    await this.page.getByTestId('file-input').setInputFiles(path);
  }

  /** Kills the daemon, starts another one, and resolves when the line leads to that. */
  async killDaemon(): Promise<void> {
    await this.daemon.stop('SIGKILL');
    this.daemon = await startDaemon(this.data);
    this.line.connectTo(portOf(this.daemon));
  }
}

/** A phone has a processor of its own: its browser takes what the daemon and its conversions leave. */
async function stepBrowserBack(): Promise<void> {
  if (process.platform !== 'linux') return;
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
  const isBrowser = (child: string) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('--headless');
  for (const child of children.filter(isBrowser)) await stepSessionBack(Number(child), BROWSER_NICENESS);
}

function startDaemon(data: string): Promise<DaemonProcess> {
  return DaemonProcess.start({ data, words: ['--config', join(data, 'config.yaml')] });
}

function portOf({ url }: DaemonProcess): number {
  return Number(new URL(url).port);
}
