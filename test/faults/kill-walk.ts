import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../daemon/clock.js';
import { openLibrary } from '../../daemon/library/open-library.js';
import { silentLog } from '../../daemon/log.js';
import { findViolations } from '../daemon/library/files-on-disk.js';
import { PLAN_A, publishClip, sha256 } from '../daemon/library/staged-clips.js';
import { FaultControl } from './fault-control.js';

const WORKER = fileURLToPath(new URL('./work-carelessly.js', import.meta.url));
const [FIRST, SECOND] = ['first', 'second'].map((content) => sha256(content).slice(0, 32));

export interface KillWalkOutcome {
  /** What was broken, with the call before which the process was killed. */
  readonly broken: readonly string[];
  /** How often it was killed. */
  readonly kills: number;
}

/** Kills a process that publishes a clip and removes another before each call that it makes on the disk, and looks at what it leaves. */
export async function killWalk(how: 'careful' | 'careless'): Promise<KillWalkOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'framed-kills-'));
  const control = new FaultControl(join(folder, 'control'));
  try {
    const made = join(folder, 'made');
    const library = await openLibrary({ root: made, clock: systemClock, log: silentLog });
    await publishClip(library, { content: 'first' });
    await library.close();
    const broken: string[] = [];
    for (let at = 1; ; at++) {
      const root = join(folder, `root-${at}`);
      cpSync(made, root, { recursive: true });
      const isKilled = await killedAt(at, { root, how, control });
      const problems = await problemsIn(root);
      broken.push(...problems.map((problem) => `killed before ${control.what} (call ${at}): ${problem}`));
      rmSync(root, { recursive: true });
      if (!isKilled) return { broken, kills: at - 1 };
    }
  } finally {
    control.close();
    rmSync(folder, { recursive: true });
  }
}

async function killedAt(
  at: number,
  { root, how, control }: { root: string; how: string; control: FaultControl },
): Promise<boolean> {
  control.arm({ at, action: 'kill' });
  const env = { ...process.env, ...(await control.environment(root)) };
  const child = spawn(process.execPath, [WORKER, root, how], { stdio: 'inherit', env });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the worker ended with ${code ?? signal}`);
  return signal === 'SIGKILL';
}

/** First the one clip, then both, then the other: at any time one of these, and nothing half. */
async function problemsIn(root: string): Promise<string[]> {
  const library = await openLibrary({ root, clock: systemClock, log: silentLog });
  try {
    const ids = library.clips().map(({ id }) => id);
    const isInOrder = ids.length > 0 && ids.every((id) => id === FIRST || id === SECOND);
    const lost = library.report.findings.filter(({ code }) => /-lost$/.test(code)).map(({ message }) => message);
    const violations = await findViolations(root, library, [PLAN_A]);
    return [...(isInOrder ? [] : [`it has ${ids.join(' and ') || 'no clip'}`]), ...lost, ...violations];
  } finally {
    await library.close();
  }
}
