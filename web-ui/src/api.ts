import { signal } from '@preact/signals';
import type { Command } from '../../daemon/protocol/commands.js';
import { decodeWire } from '../../daemon/protocol/decode-wire.js';
import { ErrorBody } from '../../daemon/protocol/job.js';

/** What went wrong with the last thing asked for, in words; undefined where nothing did. */
export const problem = signal<string | undefined>(undefined);

/** Sends a command to the player. What goes wrong is shown, not thrown. */
export function command(body: Command): Promise<void> {
  return request('POST', '/api/commands', body);
}

export function deleteClip(id: string): Promise<void> {
  return request('DELETE', `/api/clips/${id}`);
}

export function cancelJob(id: string): Promise<void> {
  return request('DELETE', `/api/jobs/${id}`);
}

async function request(method: string, path: string, body?: unknown): Promise<void> {
  try {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(path, { method, ...init });
    problem.value = response.ok ? undefined : errorText(await response.text());
  } catch {
    problem.value = 'framed could not be reached.';
  }
}

/** The sentence of an error answer. */
export function errorText(body: string): string {
  const decoded = decodeWire(ErrorBody, parseJson(body));
  return decoded?.error.message ?? 'framed gave an answer that this page does not understand.';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
