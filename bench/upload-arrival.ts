import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { GrowingZipReader } from '../daemon/frames/growing-reader.js';
import { LiveClient } from '../test/integration/live-client.js';
import { Phone } from './phone.js';
import { median } from './statistics.js';
import { Teardowns } from './teardowns.js';
import type { UploadFilms } from './upload-films.js';

const BYTES_PER_SECOND = 4e6;
const ROUNDS = 5;
/** 10 ms of the film's 3.3 s on the line are 0.3 % of it; to look more often takes the processor time that the conversion wants. */
const POLL_MS = 10;

export interface Arrival {
  /** From the first byte of the file on the line to its first picture in the page. */
  readonly firstPreviewMs: number;
  /** Share of the film's frames that can be read when its last byte has come. */
  readonly convertedAtLastByte: number;
  /** From the last byte to the clip in the library. */
  readonly finishedAfterLastByteMs: number;
}

/** Medians of all rounds but the first, in which nothing is warm: that one is `cold`. */
export async function measureArrival(films: UploadFilms): Promise<Arrival & { readonly cold: Arrival }> {
  const teardowns = new Teardowns();
  try {
    const phone = await Phone.open(teardowns);
    phone.line.bytesPerSecond = BYTES_PER_SECOND;
    const rounds: Arrival[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await sendFilm(phone, await films.recording()));
    const [cold = NONE, ...warm] = rounds;
    return {
      firstPreviewMs: median(warm.map((it) => it.firstPreviewMs)),
      convertedAtLastByte: median(warm.map((it) => it.convertedAtLastByte)),
      finishedAfterLastByteMs: median(warm.map((it) => it.finishedAfterLastByteMs)),
      cold,
    };
  } finally {
    await teardowns.run();
  }
}

const NONE: Arrival = { firstPreviewMs: Number.NaN, convertedAtLastByte: 0, finishedAfterLastByteMs: Number.NaN };

async function sendFilm({ data, page, daemon }: Phone, film: string): Promise<Arrival> {
  const live = await LiveClient.connect(daemon.url);
  const { clips } = await live.state();
  await page.evaluate('performance.clearResourceTimings()');
  await page.getByTestId('file-input').setInputFiles(film);
  const isThere = await firstFile(join(data, 'uploads'));
  const totalBytes = statSync(film).size;
  let frames: GrowingZipReader | undefined;
  while (statSync(isThere).size < totalBytes) {
    frames ??= openFrames(data);
    await sleep(POLL_MS);
  }
  const lastByteMs = performance.now();
  frames?.refresh();
  const framesThen = frames?.picturesSoFar ?? 0;
  const state = await live.until((now) => Object.keys(now.clips).some((id) => !(id in clips)));
  const finishedMs = performance.now();
  frames?.close();
  live.close();
  const clip = Object.values(state.clips).find(({ id }) => !(id in clips));
  return {
    firstPreviewMs: await firstPreviewMs(page),
    convertedAtLastByte: framesThen / (clip?.frames ?? 0),
    finishedAfterLastByteMs: finishedMs - lastByteMs,
  };
}

/** The upload's own: its description lies beside it. */
async function firstFile(folder: string): Promise<string> {
  for (;;) {
    const found = readdirSync(folder).find((name) => !name.includes('.'));
    if (found !== undefined) return join(folder, found);
    await sleep(POLL_MS);
  }
}

/** Of the one job there is; undefined before it has any. */
function openFrames(data: string): GrowingZipReader | undefined {
  const [job] = readdirSync(join(data, 'staging'));
  try {
    return job === undefined ? undefined : GrowingZipReader.open(join(data, 'staging', job, 'rendition.zip'));
  } catch {
    return undefined;
  }
}

/** By the browser's own book (Resource Timing): from the first PATCH on the line to the picture's last byte. */
async function firstPreviewMs(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const entries = performance.getEntriesByType('resource');
    const sent = entries.find(({ name }) => /\\/api\\/uploads\\/./.test(name));
    const seen = entries.find(({ name, responseStatus }) => name.endsWith('/picture.bmp') && responseStatus === 200);
    return seen.responseEnd - sent.requestStart;
  })()`);
}
