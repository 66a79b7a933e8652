/**
 * How much of a file has been sent. The browser counts the whole body, which holds a form's frame of some 200 bytes beside the file;
 * that the frame comes first is near enough, and keeps the file from looking complete before it is.
 */
export function sentBytes(loadedBytes: number, bodyBytes: number, fileBytes: number): number {
  const frameBytes = Math.max(0, bodyBytes - fileBytes);
  return Math.min(fileBytes, Math.max(0, loadedBytes - frameBytes));
}

/** 0 to 100; an empty whole is done. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, (100 * part) / whole) : 100;
}

/**
 * Pairs each file that this page sends with the daemon's job for it, by name: the daemon tells a job's id only when the file is there.
 * A broken line fails both, and is one failure to whoever looks. Returns the pairs and the jobs left over (another browser's, and those
 * past receiving).
 */
export function pairWithJobs<
  Sending extends { name: string; stage: 'waiting' | 'sending' | 'failed' },
  Job extends { name: string; stage: string },
>(
  sendings: readonly Sending[],
  jobs: readonly Job[],
): { pairs: { sending: Sending; job: Job | undefined }[]; others: Job[] } {
  const others = [...jobs];
  const pairs = sendings.map((sending) => {
    const wanted = sending.stage === 'sending' ? 'receiving' : sending.stage;
    const at = others.findIndex(({ name, stage }) => stage === wanted && name === sending.name);
    // A job 'waiting' has been received: no file that waits here is meant by it.
    const [job] = at < 0 || sending.stage === 'waiting' ? [] : others.splice(at, 1);
    return { sending, job };
  });
  return { pairs, others };
}
