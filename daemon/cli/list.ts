import type { Command } from 'commander';
import { type Clip, isSameTag } from '../protocol/clip.js';
import type { Playlist } from '../protocol/playlist.js';
import type { State } from '../protocol/state.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import type { CommandContext } from './command-context.js';
import { counted, printedBytes, printedName, printedTable, printedTime } from './printed.js';

/** Enough of an id to tell clips apart by: 2^32 of them. */
const SHOWN_ID_DIGITS = 8;

export function addListCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('list')
      .summary('list clips and playlists')
      .description('Lists the clips in order of arrival, then the playlists. A * stands before what plays.')
      .option('--tag <tag>', 'only clips with this tag, and no playlists'),
  ).action((options: ListArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const state = tagged(await daemon.state(), options.tag);
      const { clips, playlists } = state;
      return { json: { clips: Object.values(clips), playlists: Object.values(playlists) }, text: describe(state) };
    }),
  );
}

interface ListArguments extends DaemonArguments {
  tag?: string;
}

/** @param tag undefined: all there is. */
function tagged(state: State, tag: string | undefined): State {
  if (tag === undefined) return state;
  const hasTag = ({ tags = [] }: Clip) => tags.some((one) => isSameTag(one, tag));
  const clips = Object.fromEntries(Object.entries(state.clips).filter(([, clip]) => hasTag(clip)));
  return { ...state, clips, playlists: {} };
}

function describe({ clips, playlists, player }: State): string {
  const clipRows = Object.values(clips).map((clip) => clipRow(clip, clip.id === player.now?.clipId));
  const playlistRows = Object.values(playlists).map((one) => playlistRow(one, one.id === player.playlistId));
  const heading = ['', 'ID', 'KIND', 'LENGTH', 'SIZE', 'CLIP'];
  const clipTable =
    clipRows.length === 0
      ? 'There are no clips yet; send one with: framed add FILE\n'
      : printedTable([heading, ...clipRows], [3, 4]);
  if (playlistRows.length === 0) return clipTable;
  return `${clipTable}\n${printedTable([['', 'ID', 'LENGTH', 'PLAYLIST'], ...playlistRows])}`;
}

function clipRow({ id, kind, durationMs, originalBytes, name, problem, tags = [] }: Clip, plays: boolean): string[] {
  const length = kind === 'still' ? '' : printedTime(durationMs);
  const broken = problem === undefined ? '' : ` (${problem.message})`;
  return [
    plays ? '*' : '',
    id.slice(0, SHOWN_ID_DIGITS),
    kind,
    length,
    printedBytes(originalBytes),
    printedName(name) + tags.map((tag) => ` #${printedName(tag)}`).join('') + broken,
  ];
}

function playlistRow({ id, entries, name }: Playlist, plays: boolean): string[] {
  return [
    plays ? '*' : '',
    id.slice(0, SHOWN_ID_DIGITS),
    counted(entries.length, 'entry', 'entries'),
    printedName(name),
  ];
}
