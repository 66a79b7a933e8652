import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { namesOf } from '../certificates/certificate-names.js';
import { Certificates, type ServerCertificate } from '../certificates/certificates.js';
import type { OwnFiles } from '../certificates/own-certificate.js';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/schema.js';
import type { Timers } from '../control/timers.js';
import { toPlainError } from '../errors.js';
import type { HttpServer } from '../http/server.js';
import type { HttpsDesk } from '../http/services.js';
import type { Log } from '../log.js';
import type { HttpsView } from '../protocol/https.js';
import { notice, say } from '../protocol/notice-sentences.js';
import type { Notice } from '../protocol/state.js';
import type { StateFeed } from './state-feed.js';

/** How soon a new address has a certificate; a look at all that may have changed takes about 0.3 ms on a PC. */
const LOOK_MS = 10_000;

export interface ServeHttpsOptions {
  liveConfig: Pick<LiveConfig, 'current' | 'on'>;
  dataFolder: string;
  server: Pick<HttpServer, 'startSecure' | 'setKeyPair' | 'stopSecure'>;
  feed: Pick<StateFeed, 'setNotice'>;
  clock: Clock;
  timers: Timers;
  log: Log;
}

/** HTTPS as the configuration wants it: on, off, with which certificate; and that one always a good one. */
export class ServeHttps implements HttpsDesk {
  readonly #options: ServeHttpsOptions;
  #certificates: Certificates | undefined;
  #certificate: ServerCertificate | undefined;
  #port: number | undefined;
  #section: Config['https'] | undefined;
  /** One change at a time. */
  #turning: Promise<void> = Promise.resolve();
  #told: Notice | undefined;
  #stops: (() => void)[] = [];

  constructor(options: ServeHttpsOptions) {
    this.#options = options;
  }

  /** Resolves when it is as configured. What keeps it from that is told as a notice: HTTP goes on. */
  async start(): Promise<void> {
    const { liveConfig, timers } = this.#options;
    this.#stops = [liveConfig.on(() => this.#turn()), timers.every(LOOK_MS, () => this.#turn())];
    await this.#turn();
  }

  /** Resolves when it is as the configuration was last. */
  settled(): Promise<void> {
    return this.#turning;
  }

  /** May be called twice. */
  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    await this.#turning;
  }

  view(): HttpsView {
    const { names = { dns: [], ips: [] }, missing = [], authority } = this.#certificate ?? {};
    return {
      names: [...names.dns, ...names.ips],
      missing: [...missing],
      ...(this.#port !== undefined && { port: this.#port }),
      ...(this.#certificate && {
        kind: authority === undefined ? 'own' : 'authority',
        endsAtMs: this.#certificate.endsAtMs,
      }),
      ...(authority && { fingerprint: authority.fingerprint256 }),
    };
  }

  authority(): Buffer | undefined {
    return this.#certificate?.authority?.raw;
  }

  /** The same page over TLS, by the name under which it was asked for. */
  urlFor(host: string): string | undefined {
    return this.#port === undefined ? undefined : `https://${host}:${this.#port}/`;
  }

  #turn(): Promise<void> {
    this.#turning = this.#turning.then(() => this.#follow());
    return this.#turning;
  }

  async #follow(): Promise<void> {
    const { liveConfig, log } = this.#options;
    const { https, http } = liveConfig.current;
    try {
      if (!isDeepStrictEqual(https, this.#section)) await this.#open(https);
      if (this.#certificates !== undefined) await this.#renew(this.#certificates, http.hosts);
      this.#tell(noticeOfMissing(this.#certificate?.missing ?? []));
    } catch (thrown) {
      const { code, message } = toPlainError(thrown);
      if (this.#tell(notice('error', say('https-problem', { reason: message }))))
        log.error('HTTPS is not as it should be', { code, reason: message });
    }
  }

  /** Ends what there was; what the section wants is begun with the certificate. */
  async #open(section: Config['https']): Promise<void> {
    const { server, dataFolder, clock, log } = this.#options;
    this.#section = section;
    this.#certificates = undefined;
    this.#certificate = undefined;
    this.#port = undefined;
    await server.stopSecure();
    if (section.port === undefined) return;
    this.#certificates = new Certificates({
      folder: join(dataFolder, 'https'),
      own: ownOf(section),
      machine: machineName(),
      clock,
      log,
    });
  }

  async #renew(certificates: Certificates, configured: readonly string[]): Promise<void> {
    const { server, log } = this.#options;
    const names = namesOf({ hostname: hostname(), interfaces: networkInterfaces(), configured });
    const certificate = await certificates.current(names);
    const isAnother = certificate.certificate !== this.#certificate?.certificate;
    if (this.#port === undefined) {
      this.#port = await server.startSecure(this.#section?.port ?? 0, certificate);
      log.info('HTTPS is served', { port: this.#port });
    } else if (isAnother) {
      server.setKeyPair(certificate);
      log.info('the certificate of HTTPS is another', {
        names: certificate.names.dns.concat(certificate.names.ips).join(' '),
      });
    }
    this.#certificate = certificate;
  }

  /** True where that is news. */
  #tell(notice: Notice | undefined): boolean {
    if (isDeepStrictEqual(notice, this.#told)) return false;
    this.#told = notice;
    this.#options.feed.setNotice('https-problem', notice);
    return true;
  }
}

function noticeOfMissing(names: readonly string[]): Notice | undefined {
  if (names.length === 0) return undefined;
  return notice('warning', say('https-missing-names', { names: names.join(', ') }));
}

/** Somebody's own files; one of them may be missing, and then the other is of no use. */
export function ownOf({ certificate, key }: Config['https']): OwnFiles | undefined {
  if (certificate === undefined && key === undefined) return undefined;
  return { ...(certificate !== undefined && { certificate }), ...(key !== undefined && { key }) };
}

function machineName(): string {
  return hostname().split('.')[0] ?? 'this machine';
}
