import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Actions } from './actions.js';
import { FaultControl } from './fault-control.js';
import { FaultLab } from './fault-lab.js';
import { settled } from './invariants.js';
import { Ledger } from './ledger.js';
import { SeededChance } from './seeded-chance.js';
import { smallPicture } from './small-picture.js';

const CLIPS = 5;
/** Previews, posters and the copy of the database that a start is followed by are not what an hour of playing writes. */
const SETTLING_MS = 20_000;
const HOUR_MS = 3_600_000;

export interface Wear {
  readonly minutes: number;
  /** What the process gave to write and its kin, below the library's root. */
  readonly writtenMbPerHour: number;
  /** What the kernel was to bring to the disk for it (write_bytes in /proc/PID/io): whole pages, with those of files in memory. */
  readonly diskMbPerHour: number;
  readonly syncsPerHour: number;
  /** Times that another clip came on in the time. */
  readonly entries: number;
}

/** Plays a library that nobody touches, in which another clip comes every second, and tells what it writes meanwhile. */
export async function measureWear(minutes: number): Promise<Wear> {
  const lab = new FaultLab({ config: 'playback: { still_seconds: 1 }\n' });
  const control = new FaultControl(`${lab.folder}/control`);
  try {
    const daemon = await lab.start(await control.environment(lab.disk));
    const ledger = new Ledger();
    const actions = new Actions(lab.client, ledger);
    const chance = new SeededChance(1);
    for (let number = 0; number < CLIPS; number++) {
      const content = smallPicture(chance);
      await actions.beginUpload(`picture ${number}.bmp`, content);
      const [path, file] = [...ledger.unfinished].at(-1) ?? [];
      if (path !== undefined && file !== undefined) await actions.sendPart(path, file, content.length);
    }
    await settled(lab.client);
    await sleep(SETTLING_MS);
    const pid = daemon.child.pid ?? 0;
    const before = { written: control.writtenBytes, disk: diskBytes(pid), syncs: control.syncs };
    const begunMs = performance.now();
    const entries = await countEntries(lab, begunMs + minutes * 60_000);
    const hours = (performance.now() - begunMs) / HOUR_MS;
    const perHour = (now: number, then: number) => (now - then) / hours;
    return {
      minutes,
      writtenMbPerHour: perHour(control.writtenBytes, before.written) / 1e6,
      diskMbPerHour: perHour(diskBytes(pid), before.disk) / 1e6,
      syncsPerHour: perHour(control.syncs, before.syncs),
      entries,
    };
  } finally {
    control.close();
    await lab.remove();
  }
}

async function countEntries({ client }: FaultLab, endMs: number): Promise<number> {
  let entries = 0;
  let shown: string | undefined;
  while (performance.now() < endMs) {
    const { now } = (await client.state()).player;
    if (now?.clipId !== shown) entries += 1;
    shown = now?.clipId;
    await sleep(500);
  }
  return entries;
}

function diskBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? Number.NaN);
}
