import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { connect } from 'node:tls';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { HttpsView } from '../../daemon/protocol/https.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { launchBrowser, openPage, PHONE, visit, whyNoBrowser } from './browser.js';
import { canvasHash } from './panel-canvas.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
/** Conversion included, on a busy machine. */
const LONG = { timeout: 60_000 };

t.test(
  'the page over HTTPS, in Chromium: HTTP/2, the preview, an upload',
  { skip: whyNoBrowser ?? false },
  async (t) => {
    t.setTimeout(120_000);
    const root = t.testdir({ 'config.yaml': 'https:\n  port: 0\n' });
    const daemon = await DaemonProcess.start({
      data: join(root, 'data'),
      words: ['--config', join(root, 'config.yaml')],
    });
    t.teardown(() => daemon.stop());
    const port = await portOf(daemon.url);
    const pin = await publicKeyPin(port);
    const browser = await launchBrowser(t, [`--ignore-certificate-errors-spki-list=${pin}`]);
    const { page, complaints } = await openPage(browser, `https://pi.local:${port}/`, PHONE);

    t.equal(await page.evaluate('isSecureContext'), true);
    t.equal(await page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol"), 'h2');

    const first = await canvasHash(page);
    while ((await canvasHash(page)) === first) await page.waitForTimeout(50);
    t.pass('the live preview moves, over a WebSocket by HTTP/1.1');

    await visit(page, 'Clips');
    await page.getByTestId('file-input').setInputFiles(BUNNY);
    await page.getByRole('button', { name: 'Play bunny' }).waitFor(LONG);
    t.pass('and a clip that is sent over HTTP/2 is there');
    t.same(complaints, []);
  },
);

async function portOf(url: string): Promise<number> {
  for (;;) {
    const { port } = HttpsView.parse(await (await fetch(new URL('api/https', url))).json());
    if (port !== undefined) return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
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
