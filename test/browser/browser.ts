import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The browser's program. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why there is no browser to test with; undefined where there is one. */
export const whyNoBrowser = existsSync(CHROMIUM)
  ? undefined
  : `There is no Chromium at ${CHROMIUM}; install it (apt install chromium) or name another by the CHROMIUM variable.`;

/** A phone held upright, in CSS pixels. */
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };
/** A tablet held upright. */
export const TABLET = { viewport: { width: 820, height: 1180 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const DESKTOP = { viewport: { width: 1280, height: 800 } };

/** No sandbox: tests run as root in containers. The rest keeps Chromium from calling home. */
export const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  // An origin like a Pi's: by name, and not trusted as localhost is.
  '--host-resolver-rules=MAP pi.local 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** For what a page does at once, on a machine five times as slow as ours that has other things to do as well. */
const PATIENCE_MS = 60_000;

/** @param owner closes it at its end. @param flags further ones, of Chromium's command line. */
export async function launchBrowser(
  owner: { teardown(end: () => void): void },
  flags: readonly string[] = [],
): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });
  owner.teardown(() => browser.close());
  return browser;
}

/** A page, and everything that should not have happened on it. */
export interface WatchedPage {
  page: Page;
  /** Errors and warnings of the console (a violated content security policy among them) and exceptions; not what reading pixels back says, nor
   * that a picture is not there yet. */
  complaints: string[];
  /** Addresses outside of the daemon that the page asked for. */
  foreignRequests: string[];
  /** Text messages that the page sent over its WebSocket. */
  sentMessages: string[];
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const watched: WatchedPage = { page, complaints: [], foreignRequests: [], sentMessages: [] };
  page.on('console', (message) => {
    const isExpected = message.location().url.endsWith('/picture.bmp');
    const isOfThePage = !message.text().includes('getImageData') && !isExpected;
    if (['error', 'warning'].includes(message.type()) && isOfThePage) watched.complaints.push(message.text());
  });
  page.on('pageerror', (error) => watched.complaints.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) watched.foreignRequests.push(request.url());
  });
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => watched.sentMessages.push(payload.toString())),
  );
  await page.goto(url);
  await page.locator('main h1').first().waitFor();
  return watched;
}

/** Goes to a view by its tab. */
export async function visit(page: Page, view: 'Now' | 'Clips' | 'Playlists' | 'Schedule' | 'Settings'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view }).click();
  await page.locator(`main.view-${view.toLowerCase()} h1`).waitFor();
}
