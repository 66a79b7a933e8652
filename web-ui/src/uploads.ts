import { signal } from '@preact/signals';
import type { Job } from '../../daemon/protocol/job.js';
import { cancelJob, errorText } from './api.js';
import { sentBytes } from './upload-progress.js';

/** A file that this page sends. Gone once the daemon has it all: the daemon's job takes over. */
export interface Sending {
  readonly key: number;
  readonly name: string;
  readonly file: File;
  stage: 'waiting' | 'sending' | 'failed';
  /** Of the file, without the form around it. */
  sentBytes: number;
  error?: string;
}

export const sendings = signal<readonly Sending[]>([]);

let nextKey = 1;
let current: { key: number; request: XMLHttpRequest } | undefined;

/** Queues files; they are sent one after the other, so that the first is there soonest. */
export function send(files: Iterable<File>): void {
  const added = [...files].map(
    (file): Sending => ({ key: nextKey++, name: file.name, file, stage: 'waiting', sentBytes: 0 }),
  );
  sendings.value = [...sendings.value, ...added];
  sendNext();
}

/** Takes a file out of the queue, or breaks its sending off. `job`: the daemon's side of it, where it is known. */
export async function cancelSending(key: number, job: Job | undefined): Promise<void> {
  // The daemon first: it then knows that this was a wish and not a broken line.
  if (job !== undefined) await cancelJob(job.id);
  if (current?.key === key) current.request.abort();
  remove(key);
}

function sendNext(): void {
  const next = sendings.value.find(({ stage }) => stage === 'waiting');
  if (current !== undefined || next === undefined) return;
  const { key, file } = next;
  const form = new FormData();
  form.append('file', file, file.name);
  // fetch tells nothing of what has been sent.
  const request = new XMLHttpRequest();
  current = { key, request };
  change(key, { stage: 'sending' });
  request.upload.onprogress = ({ loaded, total }) => change(key, { sentBytes: sentBytes(loaded, total, file.size) });
  request.onload = () => {
    if (request.status === 202) remove(key);
    else change(key, { stage: 'failed', error: errorText(request.responseText) });
  };
  request.onerror = () => change(key, { stage: 'failed', error: 'The connection broke; send the file again.' });
  request.onloadend = () => {
    current = undefined;
    sendNext();
  };
  request.open('POST', '/api/clips');
  request.send(form);
}

function change(key: number, what: Partial<Sending>): void {
  sendings.value = sendings.value.map((sending) => (sending.key === key ? { ...sending, ...what } : sending));
}

function remove(key: number): void {
  sendings.value = sendings.value.filter((sending) => sending.key !== key);
}
