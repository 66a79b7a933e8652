import type { Job } from '../../../../daemon/protocol/job.js';

export interface FirstClipFacts {
  /** How many there are in the library. */
  readonly clips: number;
  readonly jobs: readonly Job[];
  /** The library was empty since the page was loaded. */
  readonly sawEmpty: boolean;
  /** Files were chosen on this page. */
  readonly isChosen: boolean;
  /** What is on the glass; undefined: the demo, or something that still grows. */
  readonly nowClipId: string | undefined;
}

/** How far somebody is with the first clip: asked for one, one is on its way, it is on the glass. */
export type FirstClipStage =
  | { readonly name: 'none' | 'invite' | 'shown'; readonly job?: undefined }
  | { readonly name: 'coming'; readonly job: Job | undefined };

export function firstClipStage({ clips, jobs, sawEmpty, isChosen, nowClipId }: FirstClipFacts): FirstClipStage {
  const job = jobs.find(({ stage }) => stage !== 'ready' && stage !== 'failed' && stage !== 'cancelled');
  if (clips > 0 && !sawEmpty) return { name: 'none' };
  if (clips > 0) return nowClipId === undefined ? { name: 'coming', job } : { name: 'shown' };
  if (job !== undefined) return { name: 'coming', job };
  const hasEnded = jobs.some(({ stage }) => stage === 'failed' || stage === 'cancelled');
  return isChosen && !hasEnded ? { name: 'coming', job: undefined } : { name: 'invite' };
}
