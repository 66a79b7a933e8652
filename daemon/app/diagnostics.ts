import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, freemem, loadavg, release, totalmem, uptime } from 'node:os';
import type { Clock } from '../clock.js';
import type { MediaTools } from '../convert/media-tools.js';
import type { ConfigFileService, HttpsDesk, RecentLines } from '../http/services.js';
import type { State } from '../protocol/state.js';
import { redactValue } from '../redact.js';

export interface DiagnosticsOptions {
  readonly state: () => State;
  readonly config: Pick<ConfigFileService, 'view'>;
  readonly https: Pick<HttpsDesk, 'view'>;
  readonly logs: RecentLines | undefined;
  readonly tools: MediaTools;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** Stands for "/". Default: "/". */
  readonly systemRoot?: string;
}

/**
 * All that helps somebody far away to see what is wrong: the machine, its programs, the configuration, the state, the log. Without secrets, and without
 * the names that people gave their clips and lists; lines of the log may have those.
 */
export async function collectDiagnostics(options: DiagnosticsOptions): Promise<unknown> {
  const { state, config, https, logs, tools, clock, systemRoot = '/' } = options;
  return redactValue({
    createdAt: new Date(clock.wallMs()).toISOString(),
    framed: state().device.version,
    machine: await machineFacts(systemRoot),
    process: processFacts(),
    programs: programFacts(tools),
    config: config.view(),
    https: https.view(),
    state: withoutNames(state()),
    log: (logs?.records() ?? []).map(
      ({ atMs, level, text }) => `${new Date(atMs).toISOString()} ${level.padEnd(5)} ${text}`,
    ),
  });
}

async function machineFacts(systemRoot: string) {
  const [model, system] = await Promise.all([
    readText(`${systemRoot}/proc/device-tree/model`),
    readText(`${systemRoot}/etc/os-release`),
  ]);
  return {
    // The kernel ends it with a zero byte.
    model: model?.replaceAll('\0', ''),
    system: /^PRETTY_NAME="?([^"\n]*)/m.exec(system ?? '')?.[1],
    kernel: release(),
    arch: arch(),
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    load: loadavg(),
    uptimeSeconds: Math.round(uptime()),
  };
}

function processFacts() {
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    node: process.version,
    uptimeSeconds: Math.round(process.uptime()),
    rssBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
  };
}

function programFacts({ ffmpeg, ffprobe, heifConvert, pdf }: MediaTools) {
  return {
    ffmpeg: ffmpeg && { version: ffmpeg.version, path: ffmpeg.path, encoders: [...ffmpeg.encoders] },
    ffprobe: ffprobe ?? 'missing',
    heifConvert: heifConvert ?? 'missing',
    pdf: pdf === undefined ? 'missing' : 'there',
  };
}

/** What people call their things is nobody's business who looks for a fault. */
function withoutNames({ clips, playlists, jobs, player, ...rest }: State) {
  const { now, upNext, ...playing } = player;
  return {
    ...rest,
    player: { ...playing, now: now && unnamed(now), upNext: upNext && unnamed(upNext) },
    clips: Object.values(clips).map(unnamed),
    playlists: Object.values(playlists).map(unnamed),
    jobs: Object.values(jobs).map(unnamed),
  };
}

function unnamed(thing: { readonly name: string; readonly tags?: unknown }) {
  const { name: _, tags: __, ...rest } = thing;
  return rest;
}

/** Undefined where it cannot be had: a PC has no device tree. */
function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').then(
    (text) => text,
    () => undefined,
  );
}
