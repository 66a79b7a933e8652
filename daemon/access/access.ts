import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { accessError } from './access-error.js';
import { AttemptLimits } from './attempt-limits.js';
import type { Grant } from './grant.js';
import type { GrantFile } from './grant-file.js';
import { Grants } from './grants.js';
import { Pairing, type PairingTimers } from './pairing.js';
import { SignInLinks } from './sign-in-links.js';

export interface AccessOptions {
  readonly file: GrantFile;
  readonly clock: Clock;
  readonly timers: PairingTimers;
  readonly log: Log;
  /** True where there is glass that only people in front of it see: there a code stands until somebody is paired. */
  readonly hasGlass: () => boolean;
  /** Default: random ones. For tests. */
  readonly newCode?: () => string;
}

/** Who may come in, and how one comes to be among them. */
export class Access {
  readonly grants: Grants;
  readonly pairing: Pairing;
  readonly signInLinks: SignInLinks;
  readonly #limits = new AttemptLimits();
  readonly #log: Log;
  readonly #listeners = new Set<() => void>();

  constructor({ file, clock, timers, log, hasGlass, newCode }: AccessOptions) {
    const tell = () => {
      for (const listener of this.#listeners) listener();
    };
    this.#log = log;
    this.grants = new Grants(file, { clock, log });
    this.signInLinks = new SignInLinks(clock);
    this.pairing = new Pairing({
      clock,
      timers,
      stands: () => !this.isPaired && hasGlass(),
      onChange: tell,
      ...(newCode && { newCode }),
    });
    this.grants.onChange(() => {
      this.pairing.update();
      tell();
    });
  }

  /** Shows a code where nobody is paired. Call it again when what `hasGlass` says may be otherwise, or a device may have expired. */
  update(): void {
    this.pairing.update();
  }

  /** True as long as there is a device that is let in. */
  get isPaired(): boolean {
    return this.grants.has('device');
  }

  /** Called when there is another code, or somebody was let in, renamed or turned away. Returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Pairs a device by the code on the glass; it may do everything.
   *
   * Throws 'pairing-code-wrong', 'pairing-closed', 'too-many-attempts' ({@link TooManyAttempts}), and what adding throws.
   *
   * @param from the address that tries.
   */
  async pair({
    code,
    name,
    from,
  }: {
    code: string;
    name: string;
    from: string;
  }): Promise<{ grant: Grant; secret: string }> {
    if (this.pairing.shown === undefined) throw pairingClosed();
    await this.#limits.begin(from);
    const tried = this.pairing.try(code);
    if (tried.outcome === 'closed') throw pairingClosed();
    if (tried.outcome === 'wrong') {
      this.#log.warn('a wrong pairing code was tried', { from, triesLeft: tried.triesLeft });
      throw codeWrong(tried.triesLeft, this.pairing.shown !== undefined);
    }
    await this.#limits.succeeded(from);
    const paired = this.grants.add({ kind: 'device', name, scope: 'admin' });
    this.#log.info('a device was paired', { name, id: paired.grant.id, from });
    return paired;
  }

  /** Signs a browser in by the secret of a link. Throws 'link-expired', and what adding throws. */
  signIn({ secret, name, from }: { secret: string; name: string; from: string }): { grant: Grant; secret: string } {
    const guest = this.grants.ofSecret(secret);
    // Several may come by a guest's link, and each is told apart by nothing: the link is what is revoked.
    if (guest?.kind === 'guest') return { grant: guest, secret };
    if (!this.signInLinks.use(secret)) {
      throw accessError(
        'link-expired',
        'This link has been used already, has expired or was revoked; ask for another one (framed sign-in).',
      );
    }
    const signedIn = this.grants.add({ kind: 'device', name, scope: 'admin' });
    this.#log.info('a device was signed in by a link', { name, id: signedIn.grant.id, from });
    return signedIn;
  }

  stop(): void {
    this.pairing.stop();
    this.grants.close();
  }
}

function pairingClosed() {
  return accessError(
    'pairing-closed',
    'No code is shown at the moment. Ask for one on a device that is paired, or on the machine itself: framed pair',
  );
}

function codeWrong(triesLeft: number, hasAnother: boolean) {
  if (triesLeft > 0)
    return accessError(
      'pairing-code-wrong',
      `That is not the code that is shown; ${triesLeft === 1 ? '1 try is' : `${triesLeft} tries are`} left.`,
    );
  return accessError(
    'pairing-code-wrong',
    `That is not the code, and it was the last try; ${hasAnother ? 'another code is shown now' : 'ask for another code'}.`,
  );
}
