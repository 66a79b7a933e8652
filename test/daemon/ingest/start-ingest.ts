import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { type Clock, systemClock } from '../../../daemon/clock.js';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { toPlainError } from '../../../daemon/errors.js';
import { Ingest } from '../../../daemon/ingest/ingest.js';
import type { IngestOptions, UploadOptions } from '../../../daemon/ingest/ingest-options.js';
import { type Plan, Plans } from '../../../daemon/ingest/plans.js';
import type { UploadTicket } from '../../../daemon/ingest/upload-ticket.js';
import type { DurableFiles } from '../../../daemon/library/durable-file.js';
import { silentLog } from '../../../daemon/log.js';
import { Job, type JobStage } from '../../../daemon/protocol/job.js';
import { followFile } from '../../../daemon/upload/follow-file.js';
import { openTestLibrary } from '../library/staged-clips.js';
import { ScriptedConverter } from './scripted-converter.js';

export const SMALL = { width: 32, height: 24 };

/** Ingest over a real library in a new folder, stopped and closed when the test ends. */
export async function startIngest(
  t: Test,
  options: Partial<IngestOptions & Plan> & { root?: string; files?: DurableFiles; libraryClock?: Clock } = {},
) {
  const {
    root = temporaryFolder(t),
    files,
    libraryClock = systemClock,
    geometry = SMALL,
    options: defaults = DEFAULT_CONVERT_OPTIONS,
    ...rest
  } = options;
  const library = await openTestLibrary(t, { root, clock: libraryClock, ...(files && { files }) });
  const plans = new Plans({ geometry, options: defaults });
  const converter = new ScriptedConverter();
  const jobs = new JobWatch();
  const ingest = new Ingest({
    library,
    converter,
    plans,
    // The original is then what was sent, which is easier to compare.
    stripsMetadata: false,
    follow: followFile,
    log: silentLog,
    clock: systemClock,
    onJob: (job) => jobs.note(job),
    onDone: (id) => jobs.forgotten.push(id),
    ...rest,
  });
  t.teardown(() => ingest.stop());
  t.teardown(library.on('look', (clipId) => ingest.lookChanged(clipId)));
  return { root, library, plans, converter, jobs, ingest };
}

/** Unlike t.testdir(), which goes before the test's own teardowns, it stays until everything in it is stopped and closed. */
export function temporaryFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'framed-ingest-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Does what the HTTP room does: writes the bytes into the ticket's folder, then says so. */
export async function upload(
  ingest: Ingest,
  content: string | Buffer,
  name = 'clip.mp4',
  options: UploadOptions = {},
): Promise<UploadTicket> {
  const ticket = ingest.beginUpload(name, options);
  const path = join(ticket.folder, 'original');
  await writeFile(path, content);
  ticket.received(content.length, content.length);
  try {
    await ticket.completed({ path });
  } catch (error) {
    ticket.failed(toPlainError(error));
    throw error;
  }
  return ticket;
}

/** Every job as it was told, and a way to wait for a stage. */
export class JobWatch {
  readonly told: Job[] = [];
  readonly forgotten: string[] = [];
  #waiters: (() => void)[] = [];

  note(job: Job): void {
    this.told.push(Job.parse(job));
    for (const check of this.#waiters) check();
  }

  /** The stages a job went through, without repeats. */
  stages(id: string): JobStage[] {
    const stages = this.told.filter((job) => job.id === id).map(({ stage }) => stage);
    return stages.filter((stage, index) => stage !== stages[index - 1]);
  }

  /** The first report of this job in one of these stages; of any job where no id is given. */
  async until(stages: readonly JobStage[], id?: string): Promise<Job> {
    return this.#first((job) => (id === undefined || job.id === id) && stages.includes(job.stage));
  }

  async ended(id: string): Promise<Job> {
    return this.until(['ready', 'failed', 'cancelled'], id);
  }

  /** The first report of frames that were converted. */
  async untilFrames(id: string): Promise<Job> {
    return this.#first((job) => job.id === id && job.frames > 0);
  }

  async #first(matches: (job: Job) => boolean): Promise<Job> {
    for (;;) {
      const found = this.told.find(matches);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }
}
