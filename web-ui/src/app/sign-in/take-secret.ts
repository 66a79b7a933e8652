import { type ArrivingSecret, readArrivingSecret } from './arriving-secret.js';

/** What the address brought along when the page was opened. It is taken out of the address at once, and out of the history with it. */
export const arrivingSecret: ArrivingSecret | undefined = readArrivingSecret(location.hash);

if (arrivingSecret !== undefined) history.replaceState(history.state, '', `${location.pathname}${location.search}`);
