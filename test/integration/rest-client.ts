import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../daemon/protocol/job.js';
import type { State } from '../../daemon/protocol/state.js';
import { onceMore } from './once-more.js';

const ENDED: readonly string[] = ['ready', 'failed', 'cancelled'];

/** Sends files as the page does; resolves with their jobs. */
export async function sendFile(url: string, ...paths: string[]): Promise<Job[]> {
  const form = new FormData();
  for (const path of paths) form.append('file', await openAsBlob(path), basename(path));
  const response = await fetch(new URL('api/clips', url), { method: 'POST', body: form });
  if (response.status !== 202) throw new Error(`sending answered ${response.status}: ${await response.text()}`);
  const { jobs } = (await response.json()) as { jobs: Job[] };
  return jobs;
}

/** Sends JSON; the response is the caller's to judge. */
export function post(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function getState(url: string): Promise<State> {
  const response = await onceMore(() => fetch(new URL('api/state', url)));
  const { state } = (await response.json()) as { state: State };
  return state;
}

/** Resolves with the job once it has ended, however it did. */
export async function waitForJob(url: string, id: string): Promise<Job> {
  for (;;) {
    const job = (await getState(url)).jobs[id];
    if (job && ENDED.includes(job.stage)) return job;
    await sleep(50);
  }
}
