import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../daemon/clock.js';
import { silentLog } from '../daemon/log.js';
import { Player } from '../daemon/player/player.js';
import { runBareLoop } from './bare-loop.js';
import type { BenchResult } from './bench-result.js';
import { FILM_GEOMETRY, readFilm, writeFilm } from './film-clip.js';
import { median } from './statistics.js';

const ROUNDS = 9;
const ROUND_MS = 700;
const WARM_UP_MS = 300;
const PACED_MS = 10_000;
const PACED_FPS = [25, 60];
/** Drift is where the last frames stand against the first one's anchor; of several, so that the lateness of one does not count. */
const DRIFT_SAMPLES = 9;

/** Zip, producer, ring, consumer, virtual display: as fast as it goes against the bare loop, round by round; then at a film's pace. */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  try {
    const film = await readFilm();
    const clips = new Map(PACED_FPS.map((fps) => [fps, join(folder, `${fps}.zip`)]));
    for (const [fps, path] of clips) await writeFilm(path, film, fps);
    const unpaced = await measureUnpaced(clips.get(25) ?? '');
    const paced: Paced[] = [];
    for (const [fps, path] of clips) paced.push(await measurePaced(path, fps));
    return {
      title: `playback, film at 320x240, medians of ${ROUNDS} rounds of ${ROUND_MS} ms`,
      columns: ['', 'fps', 'of the limit', 'CPU ms/frame', 'drift ms', 'late p99 ms', 'dropped'],
      rows: [
        ['bare loop', unpaced.limit_fps, 1, '', '', '', ''],
        ['player, unpaced', unpaced.fps, unpaced.ratio_to_limit, unpaced.cpu_ms_per_frame, '', '', ''],
        ...paced.map(({ fps, cpu_ms_per_frame, drift_ms, late_p99_ms, dropped }) => {
          return ['player, paced', fps, '', cpu_ms_per_frame, drift_ms, late_p99_ms, dropped];
        }),
      ],
      json: { ...unpaced, paced },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureUnpaced(path: string) {
  runBareLoop(path, WARM_UP_MS);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const limitFps = runBareLoop(path, ROUND_MS);
    rounds.push({ limitFps, ...(await playUnpaced(path)) });
  }
  return {
    fps: median(rounds.map(({ fps }) => fps)),
    limit_fps: median(rounds.map(({ limitFps }) => limitFps)),
    // Of rounds, not of medians: what slows this machine slows both halves of a round.
    ratio_to_limit: median(rounds.map(({ fps, limitFps }) => fps / limitFps)),
    cpu_ms_per_frame: median(rounds.map(({ cpuMs }) => cpuMs)),
  };
}

async function playUnpaced(path: string): Promise<{ fps: number; cpuMs: number }> {
  const player = await startPlayer(path, false);
  await sleep(WARM_UP_MS);
  const before = { frames: player.snapshot().stats.presented, cpu: process.cpuUsage(), ms: performance.now() };
  await sleep(ROUND_MS);
  const frames = player.snapshot().stats.presented - before.frames;
  const { user, system } = process.cpuUsage(before.cpu);
  const seconds = (performance.now() - before.ms) / 1000;
  await player.stop();
  return { fps: frames / seconds, cpuMs: (user + system) / 1000 / frames };
}

interface Paced {
  fps: number;
  drift_ms: number;
  late_p50_ms: number;
  late_p99_ms: number;
  dropped: number;
  underruns: number;
  cpu_ms_per_frame: number;
}

async function measurePaced(path: string, fps: number): Promise<Paced> {
  const player = await startPlayer(path, true);
  while (player.snapshot().stats.presented === 0) await sleep(1);
  const { anchorMs } = player.timing();
  const cpuBefore = process.cpuUsage();
  await sleep(PACED_MS);
  const { user, system } = process.cpuUsage(cpuBefore);
  const { lateP50Ms, lateP99Ms } = player.timing();
  const driftsMs: number[] = [];
  for (let sample = 0; sample < DRIFT_SAMPLES; sample++) {
    await sleep(50);
    const { presentedMs, ptsMs } = player.timing();
    driftsMs.push(presentedMs - (anchorMs + ptsMs));
  }
  const { presented, dropped, underruns } = player.snapshot().stats;
  await player.stop();
  return {
    fps,
    drift_ms: Math.abs(median(driftsMs)),
    late_p50_ms: lateP50Ms,
    late_p99_ms: lateP99Ms,
    dropped,
    underruns,
    cpu_ms_per_frame: (user + system) / 1000 / presented,
  };
}

async function startPlayer(path: string, paced: boolean): Promise<Player> {
  const display = { output: 'virtual', geometry: FILM_GEOMETRY } as const;
  const player = new Player({ display, paced, log: silentLog, clock: systemClock });
  player.setProgram({ entries: [{ key: 'film', name: 'film', path }], loop: 'all', shuffle: false, stillMs: 1000 });
  await player.start();
  return player;
}
