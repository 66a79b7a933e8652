import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { DiskAtEachStep } from './disk-at-each-step.js';
import { filesOnDisk, findViolations } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, PLAN_B, publishClip, sha256 } from './staged-clips.js';

const WORK_UNTIL_KILLED = fileURLToPath(new URL('./work-until-killed.js', import.meta.url));
/** `npm run test:faults -- crash` kills a whole daemon some hundred times. */
const ROUNDS = 4;
const LONGEST_ROUND_MS = 300;

const FIRST = sha256('first').slice(0, 32);
const SECOND = sha256('second').slice(0, 32);

t.test('killed at any moment, the library holds exactly what it had said it holds', async (t) => {
  const root = t.testdir();
  const promised = new Set<string>();
  // On a slow machine little is done in a round.
  const isEnough = () => promised.size > ROUNDS;
  for (let round = 1; round <= ROUNDS || (!isEnough() && round <= 10 * ROUNDS); round++) {
    const uncertain = await workAndKill(root, promised);
    const library = await openTestLibrary(t, { root });
    const listed = new Set(library.clips().map(({ id }) => id));
    t.same(await findViolations(root, library, [PLAN_A, PLAN_B]), [], `round ${round}`);
    t.same(
      [...promised].filter((id) => !listed.has(id)),
      [],
      'no published clip is lost',
    );
    if (uncertain !== undefined && listed.has(uncertain)) promised.add(uncertain);
    const unasked = [...listed].filter((id) => !promised.has(id));
    t.ok(unasked.length <= 1, 'one clip at most was published and not yet said');
    for (const id of unasked) promised.add(id);
    await library.close();
  }
  t.ok(isEnough(), `${promised.size} clips were published in all`);
  for (const name of await readdir(`${root}/recovered`).catch(() => [])) {
    const content = await readFile(`${root}/recovered/${name}`);
    t.equal(`${sha256(content).slice(0, 32)}.bin`, name, 'what was recovered is a whole original');
  }
});

t.test('killed at each step of publishing and removing, each clip is there whole or not at all', async (t) => {
  const root = t.testdir({ library: {}, copies: {} });
  const disk = new DiskAtEachStep(`${root}/library`, `${root}/copies`);
  const library = await openTestLibrary(t, { root: `${root}/library`, files: disk.files, clock: disk.clock });
  const { clip } = await publishClip(library, { content: 'first' });
  disk.begin();
  await publishClip(library, { content: 'second' });
  await library.remove(clip.id);
  disk.end();
  await library.close();

  const seen = new Set<string>();
  for (const { root, before } of disk.steps) {
    const left = await openTestLibrary(t, { root });
    const ids = left.clips().map(({ id }) => (id === FIRST ? 'first' : id === SECOND ? 'second' : id));
    const outcome = ids.join(' and ');
    t.same(await findViolations(root, left, [PLAN_A]), [], `before ${before}: ${outcome}`);
    const recovered = (await filesOnDisk(root)).filter((path) => path.startsWith('recovered/'));
    t.ok(
      recovered.length === 0 || outcome === 'first',
      'only an original that was never published is recovered, never a removed one',
    );
    seen.add(outcome);
    await left.close();
  }
  t.same([...seen], ['first', 'first and second', 'second'], 'one after the other, and nothing else');
});

/** Lets a child work, kills it, and takes what it said into `promised`. Returns the clip it was just removing, if any. */
async function workAndKill(root: string, promised: Set<string>): Promise<string | undefined> {
  const child = spawn(process.execPath, [WORK_UNTIL_KILLED, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_ROUND_MS));
  let lastRemoved: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    const [what, id = ''] = line.split(' ');
    if (what === 'published') promised.add(id);
    else promised.delete(id);
    lastRemoved = what === 'removing' ? id : undefined;
  }
  await exited;
  return lastRemoved;
}
