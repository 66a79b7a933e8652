import { FramedError } from '../errors.js';
import type { DiskReserve } from './disk-reserve.js';
import type { RunningJob } from './running-job.js';

/** Asking costs some microseconds; a phone sends so much in about a second. */
const CHECK_DISK_EVERY_BYTES = 4e6;

/** To be told of the bytes of a file that arrives: looks every few megabytes whether there is still room, and fails the job where not. */
export function watchArrival(
  job: RunningJob,
  reserve: DiskReserve,
): (bytes: number, totalBytes: number | undefined) => void {
  let lookAgainAt = CHECK_DISK_EVERY_BYTES;
  return (bytes, totalBytes) => {
    if (bytes < lookAgainAt || job.job.stage !== 'receiving') return;
    lookAgainAt = bytes + CHECK_DISK_EVERY_BYTES;
    reserve.promise(job.job.id, (totalBytes ?? bytes) - bytes);
    try {
      reserve.checkMeanwhile();
    } catch (error) {
      if (error instanceof FramedError) job.fail(error);
    }
  };
}
