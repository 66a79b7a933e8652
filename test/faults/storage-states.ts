import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import type { State } from '../../daemon/protocol/state.js';
import { noCompiler } from '../shim/compile-shim.js';
import { Actions } from './actions.js';
import { FaultControl, FROM_THEN_ON } from './fault-control.js';
import { FaultLab } from './fault-lab.js';
import { brokenInvariants, settled } from './invariants.js';
import { Ledger } from './ledger.js';
import { errorOf } from './local-client.js';
import { noMounts, RealDisk } from './real-disk.js';
import { SeededChance } from './seeded-chance.js';
import { smallPicture } from './small-picture.js';

const GENEROUS_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
t.setTimeout(4 * GENEROUS_MS);

/** Somebody who uses a daemon, whatever becomes of its disk. */
class Person {
  readonly ledger = new Ledger();
  readonly actions: Actions;
  readonly #lab: FaultLab;
  readonly #chance = new SeededChance(1);

  constructor(t: Test, lab: FaultLab, disk?: RealDisk) {
    this.#lab = lab;
    this.actions = new Actions(lab.client, this.ledger);
    t.teardown(async () => {
      await lab.kill();
      disk?.pull();
      await lab.remove();
    });
  }

  async send() {
    const content = smallPicture(this.#chance);
    const begun = await this.actions.beginUpload(`picture ${this.#chance.below(1e9)}.bmp`, content);
    const [path, file] = [...this.ledger.unfinished].at(-1) ?? [];
    if (begun.status !== 201 || path === undefined || file === undefined) return begun;
    const sent = await this.actions.sendPart(path, file, content.length);
    this.ledger.unfinished.delete(path);
    await settled(this.#lab.client, { isInterrupted: true });
    return sent;
  }

  async until(isSo: (state: State) => boolean): Promise<State> {
    const endMs = performance.now() + GENEROUS_MS;
    for (;;) {
      const state = await this.#lab.client.state().catch(() => undefined);
      if (state !== undefined && isSo(state)) return state;
      if (performance.now() > endMs) throw new Error(`it never came: ${JSON.stringify(state?.notices)}`);
      await sleep(50);
    }
  }

  /** The picture goes on. */
  async seesFrames(): Promise<void> {
    const { presented } = (await this.#lab.client.state()).player.stats;
    await this.until(({ player }) => player.stats.presented > presented);
  }

  broken(): Promise<string[]> {
    return brokenInvariants({ client: this.#lab.client, ledger: this.ledger, data: this.#lab.data });
  }
}

t.test('a full disk refuses in words, plays on, and takes again once there is room', { skip: noMounts }, async (t) => {
  const lab = new FaultLab({ config: 'playback: { still_seconds: 1 }\n', keepFreeMb: 1 });
  const disk = new RealDisk(lab.data);
  disk.mount('size=16m');
  const person = new Person(t, lab, disk);
  await lab.start();
  for (let clip = 0; clip < 2; clip++) t.equal((await person.send()).status, 204);
  const ballast = join(lab.data, 'ballast');
  const { bavail, bsize } = statfsSync(lab.data);
  writeFileSync(ballast, Buffer.alloc((bavail - 1) * bsize));
  t.match(errorOf(await person.send()), { code: 'disk-reserve' });
  const refused = [];
  for (let list = 0; list < 8; list++) {
    const clips = Array.from({ length: 500 }, () => person.ledger.certainClips()[0] ?? '');
    const answer = await person.actions.putPlaylist(`list ${list}`, clips);
    if (answer.status >= 300) refused.push(errorOf(answer).code);
  }
  t.same([...new Set(refused)], ['library-disk-full'], `${refused.length} changes were refused`);
  t.ok((await person.actions.command({ type: 'next' })).status < 300, 'what needs no disk is done');
  await person.seesFrames();
  await person.until(({ notices }) => notices['disk-reserve'] !== undefined);
  rmSync(ballast);
  t.equal((await person.actions.putPlaylist('at last', person.ledger.certainClips())).status, 201);
  t.equal((await person.send()).status, 204);
  t.same(await person.broken(), []);
});

t.test(
  'a disk without inodes is named as what it is, and is well again without a restart',
  { skip: noMounts },
  async (t) => {
    const lab = new FaultLab({ keepFreeMb: 1 });
    const disk = new RealDisk(lab.data);
    disk.mount('size=32m,nr_inodes=300');
    const person = new Person(t, lab, disk);
    await lab.start();
    t.equal((await person.send()).status, 204);
    const ballast = join(lab.data, 'ballast');
    mkdirSync(ballast);
    for (let file = statfsSync(lab.data).ffree; file > 0; file--) writeFileSync(join(ballast, String(file)), '');
    const { notices } = await person.until((state) => state.notices['storage'] !== undefined);
    t.match(notices['storage'], { level: 'error', message: /inodes/ });
    t.match(errorOf(await person.send()), { code: /^(library-disk-full|disk-full|upload-.*)$/ });
    rmSync(ballast, { recursive: true });
    await person.until((state) => state.notices['storage'] === undefined);
    t.equal((await person.send()).status, 204);
    t.same(await person.broken(), []);
  },
);

t.test(
  'a stick that is pulled out is missed, and what is on it plays again when it is back',
  { skip: noMounts },
  async (t) => {
    const lab = new FaultLab({ config: 'playback: { still_seconds: 1 }\n' });
    const stick = join(lab.folder, 'stick');
    mkdirSync(stick);
    const slot = new RealDisk(lab.data);
    slot.bind(stick);
    const person = new Person(t, lab, slot);
    await lab.start();
    t.equal((await person.send()).status, 204);
    slot.pull();
    const { notices } = await person.until((state) => state.notices['storage'] !== undefined);
    t.match(notices['storage'], { level: 'error', message: /pulled out/ });
    t.ok((await person.send()).status >= 400);
    await person.seesFrames();
    slot.bind(stick);
    await person.until((state) => state.notices['storage'] === undefined);
    t.same(await person.broken(), []);
    t.equal((await person.send()).status, 204);
  },
);

t.test('read-only or without rights, it says so and plays; then all is as it was', { skip: noCompiler }, async (t) => {
  const lab = new FaultLab({ config: 'playback: { still_seconds: 1 }\n' });
  const control = new FaultControl(join(lab.folder, 'control'));
  const person = new Person(t, lab);
  await lab.start(await control.environment(lab.disk));
  for (let clip = 0; clip < 2; clip++) t.equal((await person.send()).status, 204);
  for (const [action, words] of [
    ['EROFS', /read-only/],
    ['EACCES', /may not write/],
  ] as const) {
    control.arm({ at: 1, times: FROM_THEN_ON, action });
    const refused = await person.actions.putPlaylist('evening', []);
    t.match(errorOf(refused), { code: /^library-(io|not-writable)$/ }, errorOf(refused).message);
    t.ok((await person.send()).status >= 400);
    const { notices } = await person.until((state) => state.notices['storage'] !== undefined);
    t.match(notices['storage']?.message, words);
    await person.seesFrames();
    control.disarm();
    await person.until((state) => state.notices['storage'] === undefined);
    t.equal((await person.actions.putPlaylist('evening', person.ledger.certainClips())).status < 300, true);
    t.equal((await person.send()).status, 204);
  }
  t.same(await person.broken(), []);
  control.close();
});

t.test('a clock that jumps by years, either way, loses nothing', { skip: noCompiler }, async (t) => {
  const lab = new FaultLab();
  const control = new FaultControl(join(lab.folder, 'control'));
  const person = new Person(t, lab);
  const environment = await control.environment(lab.disk);
  await lab.start(environment);
  t.equal((await person.send()).status, 204);
  const content = smallPicture(new SeededChance(7));
  await person.actions.beginUpload('half.bmp', content);
  const [path = '', file] = [...person.ledger.unfinished].at(-1) ?? [];
  if (file !== undefined) await person.actions.sendPart(path, file, 1000);
  for (const years of [30, -20, 0]) {
    control.setClock(years * YEAR_MS);
    t.equal((await person.actions.putPlaylist(`in ${years} years`, person.ledger.certainClips())).status, 201);
    await lab.kill();
    await lab.start(environment);
    t.same(await person.broken(), [], `${years} years on`);
    t.equal(await person.actions.offsetOf(path), 1000);
  }
  if (file !== undefined) t.equal((await person.actions.sendPart(path, file, content.length)).status, 204);
  t.same(await person.broken(), []);
  control.close();
});
