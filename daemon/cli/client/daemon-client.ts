import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';
import { decodeJson } from '../../control/decode.js';
import { FramedError, fromPlainError } from '../../errors.js';
import type { Command } from '../../protocol/commands.js';
import { ErrorBody } from '../../protocol/job.js';
import { State } from '../../protocol/state.js';

export interface DaemonRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** With a slash at its beginning, and its query. */
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Readable;
  signal?: AbortSignal | undefined;
}

const Snapshot = z.object({ revision: z.int(), state: State });

/** Speaks to a daemon over its unix socket. What it refuses is thrown in its own code and words. */
export class DaemonClient {
  readonly socketPath: string;

  constructor(socketPath: string) {
    this.socketPath = socketPath;
  }

  async state(): Promise<State> {
    return (await this.get('/api/state', Snapshot)).state;
  }

  async command(command: Command): Promise<void> {
    await this.send({ method: 'POST', path: '/api/commands', ...json(command) });
  }

  /** The body of an answer, decoded. */
  async get<T>(path: string, schema: z.ZodMiniType<T>): Promise<T> {
    return this.send({ path }, schema);
  }

  /** Sends, and reads the whole answer; without a schema its body does not matter. */
  async send(options: DaemonRequest): Promise<undefined>;
  async send<T>(options: DaemonRequest, schema: z.ZodMiniType<T>): Promise<T>;
  async send<T>(options: DaemonRequest, schema?: z.ZodMiniType<T>): Promise<T | undefined> {
    const body = await text(await this.open(options));
    if (schema === undefined) return undefined;
    const decoded = decodeJson(schema, body);
    if (decoded.ok) return decoded.value;
    throw new FramedError(
      'daemon-not-understood',
      `framed answered ${options.path} in a way that this command does not understand (${decoded.message}); if it was updated, restart it.`,
    );
  }

  /** Sends, and resolves with the answer once its head is there, its body unread. Rejects with the daemon's refusal, or Node's error. */
  async open({ method = 'GET', path, headers = {}, body, signal }: DaemonRequest): Promise<IncomingMessage> {
    const outgoing = request({ socketPath: this.socketPath, method, path, headers, ...(signal && { signal }) });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      if (typeof body === 'object') body.once('error', reject);
    });
    if (typeof body !== 'object') outgoing.end(body);
    // The daemon may answer before it has read all, and then close: its answer counts, not that the rest could not be sent.
    else pipeline(body, outgoing).catch(() => {});
    const answer = await answered;
    if ((answer.statusCode ?? 500) < 400) return answer;
    throw refusal(answer, await text(answer));
  }
}

/** Headers and body of a request in JSON. */
export function json(value: unknown): Pick<DaemonRequest, 'headers' | 'body'> {
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

function refusal({ statusCode }: IncomingMessage, body: string): FramedError {
  const decoded = decodeJson(ErrorBody, body);
  if (decoded.ok) return fromPlainError(decoded.value.error);
  return new FramedError('daemon-refused', `framed refused it (HTTP ${statusCode}) and did not say why.`);
}
