import type { SentFile } from '../integration/wrong-files.js';
import { until } from '../until.js';
import { file, type UploadLab } from './upload-lab.js';

/** What became of a file, as the page tells it. */
export interface ToldOutcome {
  readonly name: string;
  readonly outcome: 'refused' | 'clip';
  /** What is said of it: why it was refused, that it was known, or what is missing of it; empty where a clip is all there is to say. */
  readonly words: string;
}

interface Row {
  readonly name: string;
  readonly phase: string;
  readonly words: string;
}

const READ_ROWS = `[...document.querySelectorAll('.job')].map((row) => ({
  name: row.querySelector('.name').textContent,
  phase: row.className.split(' ').at(-1),
  words: row.querySelector('.hint').textContent,
}))`;

/** Chooses files in the page, all at once, and reads what it says of each when that is over; then it is dismissed. Their names differ. */
export async function sendByPage(lab: UploadLab, files: readonly SentFile[]): Promise<ToldOutcome[]> {
  const { page } = lab;
  const chosen = files.map(({ name, content }) => file(name, content));
  await page.getByTestId('file-input').setInputFiles(chosen);
  const told: ToldOutcome[] = [];
  for (const { name } of files) {
    let outcome: ToldOutcome | undefined;
    await until(async () => {
      const row = (await page.evaluate<Row[]>(READ_ROWS)).find((one) => one.name === name);
      if (row?.phase === 'failed') outcome = { name, outcome: 'refused', words: row.words };
      else if (row?.phase === 'done') outcome = { name, outcome: 'clip', words: row.words };
      else if (row === undefined && (await lab.clipId(name)) !== 'none') outcome = { name, outcome: 'clip', words: '' };
      return outcome !== undefined;
    });
    if (outcome === undefined) continue;
    told.push(outcome);
    if (outcome.words !== '') await page.getByRole('button', { name: `Dismiss ${name}`, exact: true }).click();
  }
  return told;
}
