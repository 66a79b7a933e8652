import type { Job } from '../../../daemon/protocol/job.js';

/**
 * Where receiving ends on the bar when converting only begins then. Sending a film over Wi-Fi takes about as long as converting it: 13 MB
 * at 4 MB/s are 3.3 s, and their 600 frames take 1.7 s on a computer and some twice that on a Raspberry Pi.
 */
const RECEIVED_PERCENT = 50;
/** A poster, and a moment for the disk. */
const FINISHING_PERCENT = 97;

export interface OverallFacts {
  /** Share of the file that has been received, 0 to 1; undefined where another page sends it. */
  readonly received?: number | undefined;
  readonly job?: Pick<Job, 'stage' | 'percent'> | undefined;
  /** Whether it is, or was, converted while it arrived. */
  readonly streamed: boolean;
}

/** How far a file is on its whole way into the library: 0 to 100. Undefined where nobody can know. */
export function overallPercent({ received = 1, job, streamed }: OverallFacts): number | undefined {
  if (job === undefined) return received * RECEIVED_PERCENT;
  const share = job.percent === undefined ? undefined : job.percent / 100;
  switch (job.stage) {
    case 'receiving': {
      const arrived = Math.min(received, share ?? received);
      return arrived * (streamed ? FINISHING_PERCENT : RECEIVED_PERCENT);
    }
    case 'waiting':
      return received * RECEIVED_PERCENT;
    case 'converting':
      if (share === undefined) return undefined;
      // At the same time: the slower of the two is how far it is.
      if (streamed) return Math.min(received, share) * FINISHING_PERCENT;
      return RECEIVED_PERCENT + share * (FINISHING_PERCENT - RECEIVED_PERCENT);
    case 'finishing':
      return FINISHING_PERCENT;
    case 'ready':
      return 100;
    case 'failed':
    case 'cancelled':
      return undefined;
  }
}
