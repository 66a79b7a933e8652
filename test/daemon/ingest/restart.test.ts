import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { clipIdOf, pageSha256 } from '../../../daemon/library/content-hash.js';
import { type DurableFiles, durableFiles } from '../../../daemon/library/durable-file.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { sha256 } from '../library/staged-clips.js';
import { startIngest, temporaryFolder, upload } from './start-ingest.js';

const UPLOAD_UNTIL_KILLED = fileURLToPath(new URL('./upload-until-killed.js', import.meta.url));
const ROUNDS = 4;
/** Moving previews begin after 250. */
const LONGEST_ROUND_MS = 600;

/** Starts, lets `use` work, and stops in peace. */
async function run(t: Test, root: string, use: (parts: Awaited<ReturnType<typeof startIngest>>) => Promise<unknown>) {
  const parts = await startIngest(t, { root });
  await use(parts);
  await parts.ingest.stop();
  await parts.library.close();
}

t.test(
  'what was received before a restart becomes a clip after it, under the same job and with its look',
  async (t) => {
    const root = temporaryFolder(t);
    const ids: string[] = [];
    await run(t, root, async ({ converter, ingest }) => {
      converter.hold();
      for (const film of ['a', 'b'])
        ids.push((await upload(ingest, film, `${film}.mp4`, { look: { speed: 2 } })).job.id);
      await converter.begun(1);
    });
    const { library, plans, jobs, ingest } = await startIngest(t, { root });
    t.same(library.report.findings, [], 'nothing was wrong');
    ingest.resume();
    for (const id of ids) t.match(await jobs.ended(id), { stage: 'ready', known: false });
    // Whichever was looked at first.
    const clips = library.clips().toSorted((one, other) => one.name.localeCompare(other.name));
    t.match(clips, [
      { name: 'a.mp4', look: { speed: 2 } },
      { name: 'b.mp4', look: { speed: 2 } },
    ]);
    t.same(await findViolations(root, library, [plans.keyFor({ speed: 2 })]), []);
  },
);

t.test('once it is a clip, no power cut makes it a file that was just received', async (t) => {
  const calls: string[] = [];
  const noted = (what: string, path: string) => calls.push(`${what} ${path.split('/').slice(-1)}`);
  const files: DurableFiles = {
    ...durableFiles,
    syncFolder: (path) => {
      noted('sync', path);
      return durableFiles.syncFolder(path);
    },
    remove: (path) => {
      noted('remove', path);
      return durableFiles.remove(path);
    },
  };
  const { ingest, jobs } = await startIngest(t, { files });
  const { job } = await upload(ingest, 'film');
  await jobs.ended(job.id);
  t.same(calls.slice(calls.indexOf('remove received.json')).at(-1), 'sync staging');
});

t.test('a file that can be no clip fails after a restart as it would have before, and is gone', async (t) => {
  const root = temporaryFolder(t);
  let id = '';
  await run(t, root, async ({ converter, ingest }) => {
    converter.hold();
    id = (await upload(ingest, 'broken film')).job.id;
  });
  const { jobs, ingest } = await startIngest(t, { root });
  ingest.resume();
  t.match(await jobs.ended(id), { stage: 'failed', error: { code: 'media-unreadable' } });
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
});

t.test(
  'a file that takes the daemon down with it is given up the fourth time; waiting and stopping do not count',
  async (t) => {
    const root = temporaryFolder(t);
    let id = '';
    const start = async () => {
      const parts = await startIngest(t, { root });
      parts.converter.hold();
      parts.ingest.resume();
      return parts;
    };
    await run(t, root, async ({ converter, ingest }) => {
      converter.hold();
      id = (await upload(ingest, 'a film')).job.id;
      await converter.begun(1);
    });
    for (let restart = 0; restart < 5; restart++) {
      const { converter, ingest, library } = await start();
      await converter.begun(1);
      await ingest.stop();
      await library.close();
    }
    for (let death = 0; death < 3; death++) {
      const child = spawn(process.execPath, [UPLOAD_UNTIL_KILLED, root, 'resume'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const { jobs, library } = await start();
    t.match(await jobs.ended(id), { stage: 'failed', error: { code: 'conversion-deadly' } });
    t.same(await readdir(`${root}/staging`), []);
    t.same(library.clips(), []);
  },
);

t.test('whatever people do, a kill loses nothing that was acknowledged, and leaves nothing else', async (t) => {
  const root = temporaryFolder(t);
  const acknowledged = new Map<string, string>();
  // On a slow machine little is done in a round.
  const isEnough = () => acknowledged.size > ROUNDS;
  for (let round = 1; round <= ROUNDS || (!isEnough() && round <= 10 * ROUNDS); round++) {
    await meddleAndKill(root, acknowledged);
    const { library, jobs, ingest, plans } = await startIngest(t, { root });
    ingest.resume();
    for (const { id, name } of ingest.jobs()) {
      const { stage } = await jobs.ended(id);
      t.equal(stage, name.startsWith('broken') ? 'failed' : 'ready', name);
    }
    // Moving previews may be in the making by now.
    await ingest.stop();
    const listed = new Set(library.clips().map(({ id }) => id));
    t.same(
      [...acknowledged].filter(([, id]) => !listed.has(id)),
      [],
      `round ${round}: nothing acknowledged is lost`,
    );
    const looks = Array.from({ length: 9 }, (_, startMs) => ({ startMs }));
    const planKeys = [...new Set([undefined, ...looks].map((look) => plans.keyFor(look)))];
    const pages = library.clips().flatMap(({ id, name }) => (name.endsWith(', page 2') ? [id] : []));
    t.same(await findViolations(root, library, planKeys, pages), []);
    t.same(await readdir(`${root}/staging`), []);
    await library.close();
  }
  t.ok(isEnough(), `${acknowledged.size} uploads were acknowledged and not removed`);
  t.same(await readdir(`${root}/recovered`).catch(() => []), [], 'and none had to be recovered by hand');
});

/** Lets a child work, kills it, and brings `acknowledged` (content to clip) to what it said. */
async function meddleAndKill(root: string, acknowledged: Map<string, string>): Promise<void> {
  const child = spawn(process.execPath, [UPLOAD_UNTIL_KILLED, root, 'upload'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_ROUND_MS));
  for await (const line of createInterface(child.stdout)) {
    const [, what, content = ''] = /^(kept|gone) (.*)$/.exec(line) ?? [];
    const pages = content.startsWith('document') && !content.includes(', page ') ? [1, 2] : [];
    const names = pages.length > 0 ? pages.map((page) => `${content}, page ${page}`) : [content];
    // What was just being removed when the kill came may be there or not.
    if (what === 'gone') for (const name of names) acknowledged.delete(name);
    else if (!content.startsWith('broken'))
      for (const [index, name] of names.entries())
        acknowledged.set(name, clipIdOf(pageSha256(sha256(content), index + 1)));
  }
}
