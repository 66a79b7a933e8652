import { arrivingSecret } from './app/sign-in/take-secret.js';
import { openFirstSocket } from './live/first-socket.js';
import { wasKeptOut } from './live/kept-out.js';
import { keptTheme, markTheme } from './theme/kept-theme.js';

/*
 * A file of its own, and a small one: it runs while the rest of the page still arrives, so that the state is there by the time there is something to
 * show it with. With a link that signs in, nothing is opened before that has done so.
 */
markTheme(keptTheme());
if (arrivingSecret === undefined && !wasKeptOut) openFirstSocket();
// What is to come is the way in, without the tabs that the HTML shows.
if (wasKeptOut) document.getElementById('page')?.replaceChildren();
