import { mkdirSync } from 'node:fs';
import type { Clock } from '../clock.js';
import type { LogLine } from '../log.js';
import { redact } from '../redact.js';
import { type CrashNote, eventsPath, takeCrashNote } from './crash-note.js';
import { EventFile } from './event-file.js';

export interface CrashRecorderOptions {
  /** systemd's RuntimeDirectory, in memory; undefined: nothing outlives the process, and nothing is noted. */
  runtimeFolder: string | undefined;
  dataFolder: string;
  clock: Clock;
}

/** Sees to it that a run which is killed, hangs or throws leaves its last events behind. */
export class CrashRecorder {
  /** Of the run before this one. */
  readonly note: CrashNote | undefined;
  readonly #events: EventFile | undefined;
  readonly #onError = (error: Error, origin: string) => {
    this.take({ level: 'error', text: redact(`${origin}: ${error.stack ?? String(error)}`) });
  };

  private constructor(note: CrashNote | undefined, events: EventFile | undefined) {
    this.note = note;
    this.#events = events;
  }

  /** Takes what the run before left, and begins anew. */
  static start({ runtimeFolder, dataFolder, clock }: CrashRecorderOptions): CrashRecorder {
    if (runtimeFolder === undefined) return new CrashRecorder(undefined, undefined);
    mkdirSync(dataFolder, { recursive: true });
    const note = takeCrashNote(runtimeFolder, dataFolder);
    const events = new EventFile({ path: eventsPath(runtimeFolder), clock });
    events.start();
    const recorder = new CrashRecorder(note, events);
    // Only listens: Node prints the error and ends, as it does without.
    process.on('uncaughtExceptionMonitor', recorder.#onError);
    return recorder;
  }

  /** Takes a line of the log; to be given to createLog as its `also`. */
  readonly take = (line: LogLine): void => this.#events?.take(line);

  /** It ends as it should. */
  end(): void {
    process.off('uncaughtExceptionMonitor', this.#onError);
    this.#events?.remove();
  }
}
