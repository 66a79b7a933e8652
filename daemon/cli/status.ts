import type { Command } from 'commander';
import type { Job } from '../protocol/job.js';
import type { PlayerState, State, StorageState } from '../protocol/state.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import { hasEnded } from './client/follow-job.js';
import type { CommandContext } from './command-context.js';
import { counted, printedBytes, printedName, printedTable, printedTime } from './printed.js';

export function addStatusCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('status')
      .summary('say what plays, and whether something is wrong')
      .description(
        'Says what plays, on which glass, what is on its way into the library, and whether something is wrong. Exit code 3 where no framed runs.',
      ),
  ).action((options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const state = await daemon.state();
      return { json: state, text: describe(state) };
    }),
  );
}

function describe(state: State): string {
  const { device, panel, player, storage } = state;
  const rows = [
    ['framed', `${device.version}, "${printedName(device.name)}"`],
    ['glass', `${panel.name}, ${panel.width}x${panel.height}, ${panel.output}`],
    ['plays', describePlaying(player, state)],
    ['light', describeLight(player)],
    [
      'library',
      `${counted(Object.keys(state.clips).length, 'clip')}, ${counted(Object.keys(state.playlists).length, 'playlist')}`,
    ],
    ...(storage === undefined ? [] : [['disk', describeStorage(storage)]]),
    ...Object.values(state.jobs)
      .filter((job) => !hasEnded(job))
      .map((job) => ['adding', describeJob(job)]),
  ];
  const notices = Object.values(state.notices).map(({ level, message }) => [level, message.replaceAll('\n', ' ')]);
  return printedTable([...rows, ...notices]);
}

function describePlaying({ now, paused, playlistId, stats }: PlayerState, { playlists }: State): string {
  if (now === undefined) return 'nothing';
  const playlist = playlistId === undefined ? undefined : playlists[playlistId];
  return [
    `${printedName(now.name)}, ${printedTime(now.positionMs)} of ${printedTime(now.durationMs)}`,
    ...(playlist === undefined ? [] : [`playlist "${printedName(playlist.name)}"`]),
    paused ? 'paused' : `${Math.round(stats.fps)} frames a second`,
  ].join(', ');
}

function describeStorage({ libraryBytes, keptBytes, freeBytes }: StorageState): string {
  const kept = keptBytes > 0 ? [`${printedBytes(keptBytes)} kept from before`] : [];
  return [`${printedBytes(libraryBytes)} of clips`, ...kept, `${printedBytes(freeBytes)} free`].join(', ');
}

function describeLight({ blank, brightness }: PlayerState): string {
  return blank ? 'off' : `${brightness} %`;
}

function describeJob({ name, stage, overallPercent }: Job): string {
  const percent = overallPercent === undefined ? '' : ` ${Math.floor(overallPercent)} %`;
  return `${printedName(name)}, ${stage}${percent}`;
}
