import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clipIdOf, pageSha256 } from '../../daemon/library/content-hash.js';
import { packageRoot } from '../../daemon/package-root.js';
import type { State } from '../../daemon/protocol/state.js';
import { writtenPdf } from '../daemon/convert/written-pdf.js';
import { sha256 } from '../daemon/library/staged-clips.js';
import { Actions } from './actions.js';
import { FaultLab } from './fault-lab.js';
import { brokenInvariants } from './invariants.js';
import { Ledger } from './ledger.js';
import { SeededChance } from './seeded-chance.js';

/** No browser plays it, so that it gets a copy as well. */
const FILM = join(packageRoot, 'test/fixtures/asset-mpeg4.mov');
const PAGES = 4;
const ENOUGH_CLIPS = 6;

/** What lies in staging while it is made, what is sent for it, and how long after that came the kill comes at the latest: a poster is made at once. */
const MOMENTS = [
  { what: 'a poster', file: /^poster/, send: filmOf, longestWaitMs: 5 },
  { what: 'an animated preview', file: /^preview/, send: filmOf, longestWaitMs: 120 },
  { what: 'a copy to watch', file: /^copy\.mp4/, send: filmOf, longestWaitMs: 120 },
  { what: 'pages', file: /^page-/, send: documentOf, longestWaitMs: 120 },
] as const;

/** Of a machine that has other things to do. */
const GENEROUS_MS = 180_000;
const LOOK_AGAIN_MS = 2;

export interface PreviewKillsOptions {
  rounds: number;
  seed: number;
  tell?: (line: string) => void;
}

export interface PreviewKillsOutcome {
  readonly broken: readonly string[];
  /** What was under way when it was killed, and how often. */
  readonly met: Readonly<Record<string, number>>;
}

/**
 * Kills a real daemon while the real programs make posters, previews, copies to watch and pages, starts it again, and looks: every invariant holds,
 * and it goes on until each film has its preview and its copy.
 */
export async function previewKills({
  rounds,
  seed,
  tell = () => {},
}: PreviewKillsOptions): Promise<PreviewKillsOutcome> {
  const chance = new SeededChance(seed);
  const lab = new FaultLab();
  const ledger = new Ledger();
  const actions = new Actions(lab.client, ledger);
  const broken: string[] = [];
  const met: Record<string, number> = {};
  try {
    await lab.start();
    for (let round = 1; round <= rounds && broken.length === 0; round++) {
      const moment = MOMENTS[(round - 1) % MOMENTS.length] ?? MOMENTS[0];
      const { name, content } = moment.send(chance);
      await actions.beginUpload(name, content);
      const [path, file] = [...ledger.unfinished].at(-1) ?? [];
      if (path === undefined || file === undefined) throw new Error(`${name} was not taken`);
      const sent = actions.sendPart(path, file, content.length);
      sent.catch(() => {});
      if (moment.send === documentOf) {
        await sent;
        expectPages(ledger, name, content);
      }
      await untilThere(join(lab.data, 'staging'), moment.file);
      await sleep(chance.next() * moment.longestWaitMs);
      await lab.kill();
      const left = stagedIn(join(lab.data, 'staging'));
      const isMet = left.some((one) => moment.file.test(one));
      if (isMet) met[moment.what] = (met[moment.what] ?? 0) + 1;
      await lab.start();
      const problems = await brokenInvariants({ client: lab.client, ledger, data: lab.data });
      problems.push(...(await whatDoesNotGoOn(lab)));
      problems.push(...(await brokenInvariants({ client: lab.client, ledger, data: lab.data })));
      broken.push(...problems.map((problem) => `round ${round}, killed at ${moment.what}: ${problem}`));
      tell(`round ${round}: killed at ${moment.what}${isMet ? '' : ', too late'}; in staging: ${left.join(' ')}`);
      for (const id of ledger.certainClips().slice(0, -ENOUGH_CLIPS)) await actions.removeClip(id);
    }
    return { broken, met };
  } finally {
    await lab.remove();
  }
}

/** The same film, and another file: boxes named "free" are skipped. */
function filmOf(chance: SeededChance): { name: string; content: Buffer } {
  const box = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('free'), chance.bytes(16)]);
  return { name: `film ${chance.below(1e9)}.mov`, content: Buffer.concat([readFileSync(FILM), box]) };
}

function documentOf(chance: SeededChance): { name: string; content: Buffer } {
  const colour = () => Array.from({ length: 3 }, () => chance.next().toFixed(3)).join(' ');
  return { name: `document ${chance.below(1e9)}.pdf`, content: writtenPdf(Array.from({ length: PAGES }, colour)) };
}

/** It was acknowledged whole, and each of its pages becomes a clip. */
function expectPages(ledger: Ledger, name: string, content: Buffer): void {
  const title = name.replace(/\.pdf$/, '');
  for (let page = 1; page <= PAGES; page++) {
    const id = clipIdOf(pageSha256(sha256(content), page));
    const told = ledger.clip(id).asked({ name: `${title}, page ${page}`, rotation: 0 });
    told(true);
    if (page > 1) ledger.pages.add(id);
  }
}

async function untilThere(staging: string, wanted: RegExp): Promise<void> {
  const endMs = performance.now() + GENEROUS_MS;
  while (performance.now() < endMs && !stagedIn(staging).some((name) => wanted.test(name))) await sleep(LOOK_AGAIN_MS);
}

function stagedIn(staging: string): string[] {
  return readdirSync(staging, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
}

/** Each film gets its preview and its copy, whole. */
async function whatDoesNotGoOn({ client, data }: FaultLab): Promise<string[]> {
  const endMs = performance.now() + GENEROUS_MS;
  const lacking = ({ clips }: State) =>
    Object.values(clips).filter(({ kind, preview, watching }) => kind === 'video' && !(preview && watching?.copy));
  let state = await client.state();
  while (lacking(state).length > 0 && performance.now() < endMs) {
    await sleep(100);
    state = await client.state();
  }
  const problems = lacking(state).map(({ name }) => `"${name}" has no preview, or no copy, and gets none`);
  for (const { id, watching } of Object.values(state.clips)) {
    const copy = watching?.copy && join(data, 'previews', `${id}-${watching.copy.version}.mp4`);
    if (copy !== undefined && !isWhole(copy)) problems.push(`the copy of ${id} cannot be read to its end`);
  }
  return problems;
}

function isWhole(film: string): boolean {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', film, '-f', 'null', '-'], { encoding: 'utf8' }) === '';
}
