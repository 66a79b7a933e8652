import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveClient } from '../integration/live-client.js';
import { getState } from '../integration/rest-client.js';
import { doubtfulFiles, fixtures, isClearWord, type SentFile, wrongFiles } from '../integration/wrong-files.js';
import { until } from '../until.js';
import { sendByPage, type ToldOutcome } from './send-by-page.js';
import { fixture, UploadLab } from './upload-lab.js';

/**
 * Everything that people send by mistake, through the page: `node dist/test/browser/wrong-files.js [FOLDER]`, after a build. Takes the files of the
 * folder (default: the fixtures), whole, cut off, damaged and under other names, and one of every kind that is no clip at all. Writes a line for each
 * and ends with 1 where the page had no clear word for one, something was left behind, or what played stumbled.
 */
const AT_A_TIME = 8;
const KNOWN_BYTES = 2000;

const [, , folder] = process.argv;
const files = folder === undefined ? fixtures() : fixtures(folder);
const sent: SentFile[] = [...files, ...wrongFiles(files), ...doubtfulFiles(files), ...files.flatMap(renamed)];
const work = mkdtempSync(join(tmpdir(), 'framed-wrong-files-'));
const data = join(work, 'data');
mkdirSync(data);
const ends: (() => unknown)[] = [];
const problems: string[] = [];
try {
  const lab = await UploadLab.open({ teardown: (end) => void ends.push(end) }, data);
  const [played] = await sendByPage(lab, [{ name: 'plays.mp4', content: fixture('clip-320x180-24fps.mp4') }]);
  const live = await LiveClient.connect(lab.daemon.url);
  const clipId = await lab.clipId(played?.name ?? '');
  await live.until(({ player }) => player.now?.clipId === clipId);
  for (let from = 0; from < sent.length; from += AT_A_TIME) {
    for (const told of await sendByPage(lab, sent.slice(from, from + AT_A_TIME))) report(told);
  }
  const { player } = await live.state();
  if (player.now?.clipId !== clipId) problems.push('something else plays');
  await live.until((state) => state.player.stats.presented > player.stats.presented);
  const { damaged, workerRestarts } = player.stats;
  if (damaged + workerRestarts > 0) problems.push(`the player stumbled: ${JSON.stringify(player.stats)}`);
  live.close();
  const isIdle = async () => {
    const { jobs } = await getState(lab.daemon.url);
    return Object.values(jobs).every(({ stage }) => ['ready', 'failed', 'cancelled'].includes(stage));
  };
  await until(isIdle);
  const clips = Object.keys((await getState(lab.daemon.url)).clips).length;
  const originals = readdirSync(join(data, 'originals')).length;
  if (originals !== clips) problems.push(`there are ${originals} originals of ${clips} clips`);
  problems.push(...lab.unexpectedComplaints().map((complaint) => `the page complained: ${complaint}`));
  await lab.close();
  for (const name of ['staging', 'uploads']) {
    const left = readdirSync(join(data, name), { recursive: true }).join(', ');
    if (left !== '') problems.push(`in ${name} is left: ${left}`);
  }
} finally {
  for (const end of ends.reverse()) await end();
  rmSync(work, { recursive: true });
}
for (const problem of problems) say(problem);
say(`${sent.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function report({ name, outcome, words }: ToldOutcome): void {
  say(`${outcome.padEnd(8)} ${name.padEnd(44)} ${words}`);
  if (outcome === 'refused' && !isClearWord(words)) problems.push(`not clear: ${name}: ${words}`);
}

/** Under an ending that lies, and the first of it only. */
function renamed({ name, content }: SentFile): SentFile[] {
  const ending = /\.(jpg|png|gif|heic|zip|pdf)$/.test(name) ? 'mp4' : 'gif';
  return [
    { name: `${name} called.${ending}`, content },
    { name: `beginning of ${name}`, content: content.subarray(0, KNOWN_BYTES) },
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
