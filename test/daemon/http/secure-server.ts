import { join } from 'node:path';
import type { Test } from 'tap';
import { Certificates } from '../../../daemon/certificates/certificates.js';
import { systemClock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { startTestServer, type TestServerOptions } from './test-server.js';

/** The test server, over TLS as well, with an authority of its own. */
export async function startSecureServer(t: Test, options: TestServerOptions = {}) {
  const server = await startTestServer(t, { host: '127.0.0.1', ...options });
  const folder = join(server.root, 'https');
  const certificates = new Certificates({ folder, machine: 'test', clock: systemClock, log: silentLog });
  const certificate = await certificates.current({ dns: ['localhost', 'pi.local'], ips: ['127.0.0.1'] });
  const securePort = await server.server.startSecure(0, certificate);
  return { ...server, certificates, securePort, ca: certificate.authority?.toString() ?? '' };
}
