import { signal } from '@preact/signals';
import * as z from 'zod/mini';
import type { Command } from '../../daemon/protocol/commands.js';
import { WireError } from '../../daemon/protocol/job.js';

const ErrorBody = z.object({ error: WireError });

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
  try {
    return z.parse(ErrorBody, JSON.parse(body)).error.message;
  } catch {
    return 'framed gave an answer that this page does not understand.';
  }
}
