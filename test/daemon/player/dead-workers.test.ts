import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import t, { type Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import { bareWorker } from './bare-worker.js';
import { SMALL, writeClip } from './written-clip.js';

const folder = t.testdir();
const paths = {
  a: await writeClip(folder, 'a', { frames: 500, fps: 50, first: 1000 }),
  b: await writeClip(folder, 'b', { frames: 500, fps: 50, first: 2000 }),
};

/** A player whose threads the test can kill. */
class Vulnerable {
  readonly threads = new Map<string, Worker>();
  readonly player: Player;

  constructor(keys: readonly (keyof typeof paths)[]) {
    const display = { output: 'virtual', geometry: SMALL } as const;
    this.player = new Player({ display, log: silentLog, clock: systemClock, spawn: (...how) => this.#spawn(...how) });
    const entries = keys.map((key) => ({ key, name: key, path: paths[key] }));
    this.player.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 1000 });
  }

  async kill(name: string): Promise<void> {
    await this.threads.get(name)?.terminate();
  }

  /** Resolves when this many more frames were presented. */
  async presents(frames: number): Promise<void> {
    const before = this.player.snapshot().stats.presented;
    while (this.player.snapshot().stats.presented < before + frames) await sleep(5);
  }

  #spawn(url: URL, options: WorkerOptions): Worker {
    const worker = bareWorker(url, options);
    this.threads.set(options.name ?? '', worker);
    return worker;
  }
}

async function started(t: Test, keys: readonly (keyof typeof paths)[]): Promise<Vulnerable> {
  const vulnerable = new Vulnerable(keys);
  t.teardown(() => vulnerable.player.stop());
  await vulnerable.player.start();
  await vulnerable.presents(10);
  return vulnerable;
}

for (const name of ['producer', 'consumer']) {
  t.test(`a dead ${name} is started again and the clip resumes where it was`, async (t) => {
    const vulnerable = await started(t, ['a', 'b']);
    const { player } = vulnerable;
    const restarts: string[] = [];
    player.on('restarted', ({ worker }) => restarts.push(worker));
    const beforeMs = systemClock.monotonicMs();
    const before = player.snapshot().positionMs;
    await vulnerable.kill(name);
    await vulnerable.presents(25);
    const { entryKey, positionMs, stats } = player.snapshot();
    const passedMs = systemClock.monotonicMs() - beforeMs;
    t.equal(entryKey, 'a');
    t.ok(positionMs > before && positionMs <= before + passedMs + 50, `${positionMs - before} of ${passedMs} ms`);
    t.equal(stats.workerRestarts, 1);
    t.same(restarts, [name]);
  });
}

t.test('a jump that a dead producer did not make is made by the next one', async (t) => {
  const vulnerable = await started(t, ['a', 'b']);
  const { player } = vulnerable;
  const dead = vulnerable.kill('producer');
  player.next();
  await dead;
  while (player.snapshot().entryKey !== 'b') await sleep(5);
  t.pass();
});

t.test('an entry that kills a worker three times is passed over, with the reason', async (t) => {
  const vulnerable = await started(t, ['a', 'b']);
  const { player } = vulnerable;
  const skipped = new Promise((resolve) => player.once('skipped', resolve));
  for (let death = 0; death < 3; death++) {
    const thread = vulnerable.threads.get('producer');
    await vulnerable.kill('producer');
    while (vulnerable.threads.get('producer') === thread) await sleep(5);
    await vulnerable.presents(10);
  }
  t.match(await skipped, { key: 'a', error: { code: 'clip-kills-worker', message: /again and again/ } });
  await vulnerable.presents(3);
  t.equal(player.snapshot().entryKey, 'b');
});

t.test('stop while a worker is being started again leaves nothing behind', async (t) => {
  const vulnerable = await started(t, ['a']);
  await vulnerable.kill('producer');
  await vulnerable.player.stop();
  t.equal(vulnerable.player.snapshot().stats.workerRestarts, 1);
});

t.test('a display that cannot be opened fails the start, with its code', async (t) => {
  const player = new Player({
    display: { output: 'virtual', geometry: SMALL },
    log: silentLog,
    clock: systemClock,
    spawn: (url, options) =>
      options.name === 'producer'
        ? bareWorker(url, options)
        : new Worker('throw Object.assign(new Error("There is no panel."), { code: "no-panel" })', { eval: true }),
  });
  await t.rejects(player.start(), { code: 'no-panel', message: 'There is no panel.' });
});
