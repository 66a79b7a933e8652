import type { Page } from 'playwright-core';
import t from 'tap';
import { DaemonProcess } from '../integration/daemon-process.js';
import { checkAccessibility } from './accessibility.js';
import { launchBrowser, openPage, PHONE, whyNoBrowser } from './browser.js';
import { comesTo, comesTrue } from './comes-true.js';

const WHOLE_TEST_MS = 600_000;

t.setTimeout(WHOLE_TEST_MS);

t.test('a page that not everybody may see', { skip: whyNoBrowser ?? false }, async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const daemon = await DaemonProcess.start({ data: t.testdir(), login: 'required' });
  t.teardown(() => daemon.stop());
  const link = new URL(daemon.url);
  const url = link.origin;
  const browser = await launchBrowser(t);
  /** Browsers say so with whatever may change something. */
  const headers = { Origin: url };
  /** A code for the next device, as a phone that is signed in has it shown. */
  const newCode = async (page: Page): Promise<string> => {
    const answer = await page.request.post(`${url}/api/access/pairing`, { headers });
    return (await answer.json()).code;
  };

  const { page: first, complaints } = await openPage(browser, daemon.url, PHONE);
  await t.test('the link that was printed signs in, and is gone from the address', async (t) => {
    await first.getByTestId('now-playing').waitFor();
    t.match(link.hash, /^#sign-in=/);
    await comesTo(t, () => first.url(), `${url}/`);
    await first.reload();
    await first.getByTestId('now-playing').waitFor();
    t.same(complaints, []);
  });

  await t.test('a stranger sees nothing of it, and how to get in as soon as there is a way', async (t) => {
    const { page } = await openPage(browser, url, PHONE);
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    await checkAccessibility(t, page, 'not signed in');
    t.equal(await page.locator('nav').count(), 0);
    const code = await newCode(first);
    const field = page.getByRole('textbox', { name: 'Code' });
    await field.waitFor();
    await checkAccessibility(t, page, 'pairing');
    const nameOfDevice = () => page.getByRole('textbox', { name: 'Name' }).inputValue();
    await comesTrue(t, nameOfDevice, (name) => name !== '', 'a name is suggested');
    await field.pressSequentially(code === '000000' ? '000001' : '000000');
    await page.locator('.sign-in-problem:not(:empty)').waitFor();
    await comesTo(t, () => field.inputValue(), '', 'ready for the next try');
    // As it is copied from elsewhere; the sixth digit is enough.
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByTestId('now-playing').waitFor();
    await page.close();
  });

  await t.test('the code on the glass, scanned, needs no typing', async (t) => {
    const code = await newCode(first);
    const { page } = await openPage(browser, `${url}/#code=${code}`, PHONE);
    await page.getByTestId('now-playing').waitFor();
    await comesTo(t, () => page.url(), `${url}/`);
    await page.close();
  });

  await t.test('a guest may look, and is offered nothing else', async (t) => {
    const body = { name: 'Neighbours', scope: 'view', expiresInHours: 1 };
    const { secret } = await (await first.request.post(`${url}/api/guest-links`, { data: body, headers })).json();
    const { page } = await openPage(browser, `${url}/#guest=${secret}`, PHONE);
    await page.getByTestId('now-playing').waitFor();
    await comesTo(t, () => page.url(), `${url}/`);
    await comesTo(t, () => page.getByRole('button', { name: 'Pause' }).isDisabled(), true);
    await comesTo(t, () => page.getByTestId('first-file').count(), 0);
    await page.close();
  });

  await t.test('who is signed out stands before the door again', async () => {
    await first.request.delete(`${url}/api/access/session`, { headers });
    await first.getByRole('heading', { name: 'Not signed in' }).waitFor();
  });
});
