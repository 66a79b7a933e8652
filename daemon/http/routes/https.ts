import type { HttpsView } from '../../protocol/https.js';
import { httpError } from '../http-error.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

const OFF: HttpsView = { names: [], missing: [] };

/**
 * GET /api/https says how things are with HTTPS. GET /api/https/ca.crt is the certificate of the authority that devices are to trust, for
 * everybody: it is no secret, and is fetched before there is a page that one could trust.
 */
export function httpsRoutes(routes: Routes, { https }: HttpServices): void {
  routes.get('view', '/api/https', (ctx) => {
    ctx.body = https?.view() ?? OFF;
  });

  routes.get('anyone', '/api/https/ca.crt', (ctx) => {
    const certificate = https?.authority();
    if (certificate === undefined)
      throw httpError('not-found', 'There is no authority: HTTPS is off, or has another certificate.');
    ctx.body = certificate;
    // RFC 5280's DER, under the name by which iOS and Android know that it is to be installed. Not an attachment: iOS would only keep the file.
    ctx.type = 'application/x-x509-ca-cert';
  });
}
