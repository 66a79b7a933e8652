import { X509Certificate } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { type Authority, createAuthority, readAuthority } from './authority.js';
import { type CertificateNames, namesIn } from './certificate-names.js';
import { currentLeaf, isGood, type Leaf } from './leaf.js';
import { LOCAL_DOMAINS } from './name-constraints.js';
import { type OwnFiles, readOwnCertificate } from './own-certificate.js';

export interface CertificatesOptions {
  /** Of the authority and what it signed; made where it is missing. */
  readonly folder: string;
  /** Somebody else's files; absent: the authority of this machine signs. */
  readonly own?: OwnFiles | undefined;
  /** For people. */
  readonly machine: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The certificate of the moment, and what is known of it. */
export interface ServerCertificate extends Leaf {
  /** Who signed it, where that is this machine's own authority: what devices are to trust. */
  readonly authority?: X509Certificate;
  readonly names: CertificateNames;
  /** In milliseconds since the Unix epoch. */
  readonly endsAtMs: number;
  /** Names that it should be for, but that the authority may not speak for: they came after it was made. */
  readonly missing: readonly string[];
}

/** The certificates of this machine. */
export class Certificates {
  readonly #options: CertificatesOptions;
  #authority: Authority | undefined;
  #leaf: Leaf | undefined;

  constructor(options: CertificatesOptions) {
    this.#options = options;
  }

  /**
   * The certificate for these names now: the same as before as long as that is good. The authority is made the first time. Throws CertificateError,
   * or what the disk says.
   */
  async current(names: CertificateNames): Promise<ServerCertificate> {
    const { own, folder, clock } = this.#options;
    if (own !== undefined) return ofSomebody(await readOwnCertificate(own));
    this.#authority ??= (await readAuthority(folder)) ?? (await this.#create(names));
    const authority = this.#authority;
    const speaksFor = (name: string) => [...authority.names, ...LOCAL_DOMAINS].some((root) => isWithin(name, root));
    const wanted = { dns: names.dns.filter(speaksFor), ips: names.ips };
    const nowMs = clock.wallMs();
    if (this.#leaf === undefined || !isGood(this.#leaf, authority, wanted, nowMs)) {
      this.#leaf = await currentLeaf(folder, authority, wanted, nowMs);
    }
    const missing = names.dns.filter((name) => !speaksFor(name));
    return {
      ...this.#leaf,
      authority: new X509Certificate(authority.certificate),
      names: wanted,
      endsAtMs: endOf(this.#leaf),
      missing,
    };
  }

  async #create(names: CertificateNames): Promise<Authority> {
    const { folder, machine, log } = this.#options;
    const authority = await createAuthority(
      folder,
      machine,
      names.dns.filter((name) => !LOCAL_DOMAINS.some((root) => isWithin(name, root))),
    );
    const { fingerprint256 } = new X509Certificate(authority.certificate);
    log.info('made an authority for certificates of this machine', { fingerprint: fingerprint256 });
    return authority;
  }
}

function ofSomebody(leaf: Leaf): ServerCertificate {
  const { subjectAltName } = new X509Certificate(leaf.certificate);
  return { ...leaf, names: namesIn(subjectAltName), endsAtMs: endOf(leaf), missing: [] };
}

function endOf({ certificate }: Leaf): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}

/** RFC 5280 section 4.2.1.10: the name itself, and whatever has more labels on its left. */
function isWithin(name: string, root: string): boolean {
  return name === root || name.endsWith(`.${root}`);
}
