import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyFrameZip } from '../../daemon/frames/verify.js';
import type { Clip } from '../../daemon/protocol/clip.js';
import type { Job } from '../../daemon/protocol/job.js';
import type { State } from '../../daemon/protocol/state.js';
import { Actions, clipIdOf } from './actions.js';
import type { Ledger } from './ledger.js';
import type { LocalClient } from './local-client.js';

/** Of a machine that has other things to do, all of which come first; what was received is converted meanwhile. */
const SETTLE_MS = 180_000;
/** Each look takes the daemon 10 ms, and what is converted behind everything else waits for it: of forty looks in a second, a start took 0.8 s more of processor time. */
const LOOK_AGAIN_MS = 150;
const UNDER_WAY: readonly string[] = ['waiting', 'converting', 'finishing'];

export interface InvariantOptions {
  client: LocalClient;
  ledger: Ledger;
  /** The library's folder. */
  data: string;
  /** The plug was pulled: bytes of a file that is not whole yet may be gone. */
  isPowerLost?: boolean;
  /** The storage failed under it: a job may have ended as failed, in words, and what could not be deleted is the next start's to sweep. */
  isUnderFaults?: boolean;
}

/**
 * Everything that must hold after a start, whatever ended the run before: a line for each thing that does not. Waits until what was received
 * is converted. From then on the ledger has for certain what was seen.
 */
export async function brokenInvariants(options: InvariantOptions): Promise<string[]> {
  const { client, ledger } = options;
  const state = await settled(client);
  const unfinished = await unfinishedProblems(options, state);
  return [
    ...jobProblems(options, state),
    ...clipProblems(ledger, state),
    ...playlistProblems(ledger, state),
    ...(isCalledRightly(options, state.device.name) ? [] : [`the device is called "${state.device.name}"`]),
    ...unfinished,
    ...(await untilNone(() => diskProblems(options))),
  ];
}

/** The state when nothing is being converted any more; while the disk takes no writes (`isInterrupted`), but for what waits for that. */
export async function settled(client: LocalClient, { isInterrupted = false } = {}): Promise<State> {
  const isUnderWay = ({ stage, error, bytes, totalBytes }: Job) => {
    if (error?.code.endsWith('interrupted')) return !isInterrupted;
    // Whole, and on its way from one hand to the next.
    const isHandedOver = stage === 'receiving' && totalBytes !== undefined && bytes === totalBytes;
    return isHandedOver || UNDER_WAY.includes(stage);
  };
  const endMs = performance.now() + SETTLE_MS;
  for (;;) {
    const state = await client.state();
    if (!Object.values(state.jobs).some(isUnderWay)) return state;
    if (performance.now() > endMs) throw new Error(`jobs go on and on: ${JSON.stringify(state.jobs)}`);
    await sleep(LOOK_AGAIN_MS);
  }
}

/** Under faults it may be one now and another after the next start, where the disk had not vouched for the configuration. */
function isCalledRightly({ ledger: { deviceName }, isUnderFaults = false }: InvariantOptions, name: string): boolean {
  return isUnderFaults ? deviceName.possible.includes(name) : deviceName.seen(name);
}

function jobProblems({ ledger, isUnderFaults = false }: InvariantOptions, { jobs }: State): string[] {
  const failed = Object.values(jobs).filter(({ stage }) => stage === 'failed');
  if (isUnderFaults) for (const { name } of failed) mayBeAbsent(ledger, name);
  return failed
    .filter(({ error }) => !isUnderFaults || error === undefined || error.code === 'internal')
    .map(({ name, error }) => `"${name}" failed: ${error?.code} ${error?.message}`);
}

/** Its sender was told that it failed. */
function mayBeAbsent(ledger: Ledger, name: string): void {
  for (const claim of ledger.clips.values())
    if (claim.possible.some((one) => one?.name === name)) claim.asked(undefined);
}

function clipProblems(ledger: Ledger, { clips }: State): string[] {
  const problems = Object.keys(clips).flatMap((id) => (ledger.clips.has(id) ? [] : [`nobody sent clip ${id}`]));
  for (const [id, claim] of ledger.clips) {
    const { possible } = claim;
    const clip = clips[id];
    const seen = clip && { name: clip.name, rotation: clip.look?.rotation ?? 0 };
    if (!claim.seen(seen)) problems.push(`clip ${id} is ${told(seen)}, and must be ${possible.map(told).join(' or ')}`);
  }
  return problems;
}

/** Clips that were removed are in no playlist. */
function playlistProblems(ledger: Ledger, { clips, playlists }: State): string[] {
  const problems: string[] = [];
  const byName = new Map(Object.values(playlists).map((one) => [one.name, one]));
  for (const name of byName.keys()) if (!ledger.playlists.has(name)) problems.push(`nobody made playlist ${name}`);
  for (const [name, claim] of ledger.playlists) {
    const list = byName.get(name);
    const seen = list?.entries.map(({ clipId }) => clipId);
    const possible = claim.possible.map((ids) => ids?.filter((id) => id in clips));
    if (!possible.some((one) => told(one) === told(seen)))
      problems.push(`playlist ${name} has ${told(seen)}, and must have ${possible.map(told).join(' or ')}`);
    claim.seen(seen);
    if (list === undefined) ledger.playlistIds.delete(name);
    else ledger.playlistIds.set(name, list.id);
  }
  return problems;
}

/** A file that was begun goes on where it was; one whose announcement was not answered is nobody's, and is cancelled here. */
async function unfinishedProblems({ client, ledger, isPowerLost }: InvariantOptions, state: State): Promise<string[]> {
  const actions = new Actions(client, ledger);
  const problems: string[] = [];
  for (const [path, file] of ledger.unfinished) {
    const offset = await actions.offsetOf(path);
    const isClip = file.clipId in state.clips;
    if (offset === undefined || offset === file.content.length) ledger.unfinished.delete(path);
    if (offset === undefined && !isClip) problems.push(`the upload of ${file.name} is unknown`);
    if (offset === undefined) continue;
    if (offset < file.acknowledged && !isPowerLost)
      problems.push(`of ${file.name}, ${file.acknowledged} bytes were acknowledged, and ${offset} are there`);
    file.acknowledged = offset;
  }
  const known = new Set([...ledger.unfinished.values()].map(({ name }) => name));
  for (const { id, name, stage } of Object.values(state.jobs))
    if (stage === 'receiving' && !known.has(name)) await client.ask('DELETE', `/api/jobs/${id}`);
  return problems;
}

/** What is in the library's folders and what is in its list are the same; nothing is half there, and nothing is left over. */
async function diskProblems({ client, ledger, data, isUnderFaults }: InvariantOptions): Promise<string[]> {
  const { clips } = await client.state();
  const expected = new Set<string>();
  const problems: string[] = [];
  const isDiscarded = (path: string) => ledger.discarded.has(/[0-9a-f]{32}/.exec(path)?.[0] ?? '');
  for (const clip of Object.values(clips)) {
    for (const path of await filesOf(clip, data)) expected.add(path);
    problems.push(...(await clipFileProblems(clip, data, ledger)));
  }
  if (isUnderFaults) return problems;
  const uploads = [...ledger.unfinished.keys()].map((path) => basename(path));
  for (const id of uploads) expected.add(`uploads/${id}`).add(`uploads/${id}.json`);
  for (const folder of ['originals', 'renditions', 'posters', 'previews', 'staging', 'recovered', 'uploads']) {
    const names = await readdir(join(data, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of names) {
      const path = join(entry.parentPath, entry.name).slice(data.length + 1);
      if (!entry.isDirectory() && !expected.has(path) && !isDiscarded(path)) problems.push(`${path} belongs to nobody`);
    }
  }
  // Each file on its way has one, which is empty.
  const staging = (await readdir(join(data, 'staging'))).length;
  if (staging > uploads.length)
    problems.push(`${staging} folders are in staging, and ${uploads.length} files are on their way`);
  return problems;
}

async function filesOf(clip: Clip, data: string): Promise<string[]> {
  const originals = await readdir(join(data, 'originals'));
  const frames = await readdir(join(data, 'renditions', clip.id)).catch(() => []);
  const posters = await readdir(join(data, 'posters'));
  return [
    ...originals.filter((name) => name.startsWith(`${clip.id}.`)).map((name) => `originals/${name}`),
    ...frames.map((name) => `renditions/${clip.id}/${name}`),
    // What could not be made at its time is not made again, and the clip does without.
    ...posters.filter((name) => name === `${clip.id}.jpg`).map((name) => `posters/${name}`),
    ...(clip.preview ? [`previews/${clip.id}-${clip.preview.version}.${clip.preview.format}`] : []),
    ...(clip.watching?.copy ? [`previews/${clip.id}-${clip.watching.copy.version}.mp4`] : []),
  ];
}

async function clipFileProblems(clip: Clip, data: string, { pages }: Ledger): Promise<string[]> {
  const problems: string[] = [];
  let frameBytes = 0;
  const paths = await filesOf(clip, data);
  for (const path of paths) {
    const bytes = await readFile(join(data, path)).catch(() => Buffer.alloc(0));
    if (bytes.length === 0) problems.push(`${path} is missing or empty`);
    else if (path.startsWith('originals/') && clipIdOf(bytes) !== clip.id && !pages.has(clip.id))
      problems.push(`${path} is damaged`);
    else if (path.startsWith('renditions/')) {
      frameBytes += (await stat(join(data, path))).size;
      const { damagedFrames } = await verifyFrameZip(join(data, path));
      if (damagedFrames.length > 0) problems.push(`${path} has damaged frames`);
    }
  }
  if (!paths.some((path) => path.startsWith('originals/'))) problems.push(`clip ${clip.id} has no original`);
  if (frameBytes === 0) problems.push(`clip ${clip.id} has no frames`);
  if (frameBytes !== clip.renditionBytes)
    problems.push(`clip ${clip.id} has ${frameBytes} bytes of frames, and its row says ${clip.renditionBytes}`);
  return problems;
}

/** What is made behind everything else comes and goes in staging: looked at until nothing is wrong, or it stays so. */
async function untilNone(look: () => Promise<string[]>): Promise<string[]> {
  const endMs = performance.now() + SETTLE_MS / 6;
  for (;;) {
    const problems = await look().catch((error) => [String(error)]);
    if (problems.length === 0 || performance.now() > endMs) return problems;
    await sleep(LOOK_AGAIN_MS);
  }
}

function told(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
