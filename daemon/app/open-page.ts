import type { Timers } from '../control/timers.js';
import { FramedError } from '../errors.js';
import type { HttpServer } from '../http/server.js';
import type { Log } from '../log.js';
import type { Notice } from '../protocol/state.js';
import type { StateFeed } from './state-feed.js';

export interface OpenPageOptions {
  readonly server: Pick<HttpServer, 'start'>;
  /** Where it is to listen, for the words. */
  readonly where: { readonly host: string; readonly port: number };
  readonly feed: Pick<StateFeed, 'setNotice'>;
  readonly timers: Timers;
  readonly log: Log;
}

/** Why the page is not open. */
type Code = 'port-taken' | 'page-closed';

/** An address that DHCP brings is there within seconds of a boot; whoever has the port may keep it for years. */
const FIRST_MS = 1000;
const LAST_MS = 30_000;

/**
 * Opens the page, and where its port or address cannot be had goes on trying, later and later: the picture does not wait for it. Notices, by
 * which status screens and systemd's status line go as well, say why.
 */
export class OpenPage {
  readonly #options: OpenPageOptions;
  #cancel = () => {};
  #isStopped = false;
  #attempt: Promise<void> = Promise.resolve();
  #told = '';

  constructor(options: OpenPageOptions) {
    this.#options = options;
  }

  /** Resolves with the port. Rejects with FramedError 'port-taken', 'page-closed' where it cannot be had. */
  async open(): Promise<number> {
    const { server, where } = this.#options;
    try {
      return (await server.start()).port;
    } catch (cause) {
      throw pageError(cause, where);
    }
  }

  /** Resolves after the first attempt. `opened` hears the port when there is one, now or later. Never rejects. */
  async openInTime(opened: (port: number) => void): Promise<void> {
    let delayMs = FIRST_MS;
    const attempt = async () => {
      try {
        const port = await this.open();
        this.#tell(undefined);
        if (!this.#isStopped) opened(port);
      } catch (error) {
        if (!(error instanceof FramedError)) throw error;
        this.#tell(error);
        if (this.#isStopped) return;
        this.#cancel = this.#options.timers.after(delayMs, () => {
          this.#attempt = attempt();
        });
        delayMs = Math.min(delayMs * 2, LAST_MS);
      }
    };
    await attempt();
  }

  /** Tries no more; resolves when nothing is tried any more, and the server may be stopped. May be called twice. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    return this.#attempt;
  }

  #tell(error: FramedError | undefined): void {
    const { feed, log, where } = this.#options;
    const message = error?.message ?? '';
    if (message === this.#told) return;
    this.#told = message;
    if (error === undefined) log.info('the page is open at last', where);
    else log.error('the page is not open, and is tried again', { ...where, code: error.code, reason: message });
    for (const code of ['port-taken', 'page-closed'])
      feed.setNotice(code, error?.code === code ? notice(error) : undefined);
  }
}

function notice({ message }: FramedError): Notice {
  return { level: 'error', message };
}

/** The first line says what is wrong, the others what to do. */
function pageError(cause: unknown, { host, port }: OpenPageOptions['where']): FramedError<Code> {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = cause instanceof Error ? cause.message : String(cause);
  const [what, remedy] = sentences(code, host, port) ?? [
    `The page cannot be opened: ${reason}.`,
    'See http in the configuration.',
  ];
  return new FramedError(code === 'EADDRINUSE' ? 'port-taken' : 'page-closed', `${what}\n${remedy}`, { cause });
}

function sentences(code: string, host: string, port: number): [what: string, remedy: string] | undefined {
  const another =
    'another port is taken by: framed config set http.port 8080, and a restart (framed run --port 8080 for once).';
  switch (code) {
    case 'EADDRINUSE':
      return [
        `Port ${port} is taken by another program.`,
        `Who has it says: sudo ss -ltnp 'sport = :${port}'; ${another}`,
      ];
    case 'EACCES':
      return [`Port ${port} may not be opened by this user.`, `Ports from 1024 on may; ${another}`];
    case 'EADDRNOTAVAIL':
      return [
        `This machine does not have the address ${host}, which http.host names.`,
        'To listen on all that it has, take http.host out of the configuration, and restart framed.',
      ];
    default:
      return undefined;
  }
}
