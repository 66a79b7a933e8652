import type { JobStage } from '../protocol/job.js';
import type { State } from '../protocol/state.js';

/** The line that `systemctl status` shows: what plays, where, what is being done, and why the page is not open where it is not. */
export function statusLine({ player, panel, clips, jobs, notices }: State): string {
  const working = Object.values(jobs).filter(({ stage }) => !ENDED.has(stage)).length;
  const [closed] = (notices['port-taken'] ?? notices['page-closed'])?.message.split('\n') ?? [];
  const line = [
    `${verb(player)} on ${PLACES[panel.output] ?? panel.output} (${panel.width}x${panel.height})`,
    counted(Object.keys(clips).length, 'clip'),
    ...(working > 0 ? [`${counted(working, 'file')} on the way`] : []),
  ].join('; ');
  return closed === undefined ? line : `${line}. ${closed}`;
}

function verb({ now, paused, blank }: State['player']): string {
  if (now === undefined) return 'Nothing to show';
  const what = JSON.stringify(now.name);
  if (blank) return `Dark, at ${what}`;
  return paused ? `Paused at ${what}` : `Playing ${what}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

const ENDED: ReadonlySet<JobStage> = new Set<JobStage>(['ready', 'failed', 'cancelled']);

const PLACES: Readonly<Record<string, string>> = {
  spi: 'the SPI panel',
  framebuffer: 'the framebuffer',
  virtual: 'the virtual panel',
};
