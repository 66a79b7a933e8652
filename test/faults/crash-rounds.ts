import { setTimeout as sleep } from 'node:timers/promises';
import { FaultLab } from './fault-lab.js';
import { brokenInvariants } from './invariants.js';
import { Ledger } from './ledger.js';
import { type DroppedSyncs, PowerDisk } from './power-disk.js';
import { ScriptedLoad } from './scripted-load.js';
import { SeededChance } from './seeded-chance.js';

export interface CrashRoundsOptions {
  rounds: number;
  /** The same seed asks for the same things and kills at the same times; what the machine makes of that differs. */
  seed: number;
  /** The daemon is killed after some time up to this, under load. */
  longestRoundMs?: number;
  /** The plug is pulled as well: what was not synced is lost, by chance or (strict) all of it. */
  power?: 'strict' | 'mixed' | undefined;
  /** For proving that the rounds would find what they look for. */
  drops?: DroppedSyncs | undefined;
  tell?: (line: string) => void;
}

export interface CrashOutcome {
  /** What was broken, with the round it was seen after; empty is what is promised. */
  readonly broken: readonly string[];
  /** What was promised in all, so that rounds that promised nothing are seen for what they are. */
  readonly promised: number;
}

/** Lets a daemon work under load, kills it at a random moment, starts it again and looks whether all it had promised holds; again and again. */
export async function crashRounds(options: CrashRoundsOptions): Promise<CrashOutcome> {
  const { rounds, seed, longestRoundMs = 1500, power, drops, tell = () => {} } = options;
  const chance = new SeededChance(seed);
  const lab = new FaultLab();
  const ledger = new Ledger();
  const broken: string[] = [];
  try {
    const disk = power && new PowerDisk(lab.disk, `${lab.folder}/power`);
    const environment = (await disk?.environment(drops)) ?? {};
    for (let round = 1; round <= rounds + 1; round++) {
      const beganMs = performance.now();
      await lab.start(environment);
      const startedMs = performance.now();
      const isPowerLost = power !== undefined;
      const problems = await brokenInvariants({ client: lab.client, ledger, data: lab.data, isPowerLost });
      const lookedMs = performance.now();
      broken.push(...problems.map((problem) => `after round ${round - 1}: ${problem}`));
      if (round > rounds || problems.length > 0) break;
      const load = new ScriptedLoad(lab.client, ledger, chance);
      const working = load.run();
      await sleep(chance.next() * longestRoundMs);
      await lab.kill();
      await working;
      broken.push(...load.surprises.map((surprise) => `in round ${round}: ${surprise}`));
      disk?.pullPlug(power === 'mixed' && (() => chance.happens(0.5)));
      const took = `started in ${Math.round(startedMs - beganMs)} ms, looked at in ${Math.round(lookedMs - startedMs)} ms`;
      const there = `${ledger.certainClips().length} clips, ${ledger.certainPlaylists().length} playlists`;
      tell(`round ${round}: ${took}, then worked for ${Math.round(performance.now() - lookedMs)} ms: ${there}`);
    }
    return { broken, promised: ledger.clips.size + ledger.playlists.size };
  } finally {
    await lab.remove();
  }
}
