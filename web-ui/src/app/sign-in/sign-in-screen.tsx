import { useEffect } from 'preact/hooks';
import { access, refreshAccess } from '../../live/access.js';
import { t } from '../../texts/texts.js';
import { linkProblem } from './enter.js';
import { PairingForm } from './pairing-form.js';
import { problemText } from './problem-text.js';
import './sign-in.css';

/** A code may be shown, or taken away, while somebody stands before this. */
const ASK_EVERY_MS = 3000;

/** How one comes in: with the code that stands on the glass, or how to have one shown. */
export function SignInScreen() {
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && void refreshAccess(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const { pairing, paired } = access.value ?? {};
  return (
    <main class="sign-in">
      <img src="./favicon.svg" alt="" width={72} height={72} />
      {linkProblem.value !== undefined && (
        <p class="sign-in-problem" role="alert">
          {problemText(linkProblem.value)}
        </p>
      )}
      {pairing === 'code' ? (
        <PairingForm />
      ) : (
        <>
          <h1>{t('sign-in.closed-title')}</h1>
          <p class="hint">{t(paired ? 'sign-in.closed-paired' : 'sign-in.closed-unpaired')}</p>
          <p class="hint">{t('sign-in.closed-machine')}</p>
          <code>framed sign-in</code>
        </>
      )}
    </main>
  );
}
