import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Access } from '../access/access.js';
import type { Clock } from '../clock.js';
import type { Playback } from '../control/commands.js';
import type { LiveSocket } from '../control/live-socket.js';
import type { StateStore } from '../control/state-store.js';
import type { PlainError } from '../errors.js';
import type { PageUrls } from '../protocol/access.js';
import type { RestoreReport } from '../protocol/backup.js';
import type { Clip, ClipChange, ClipsChange, PreviewFormat } from '../protocol/clip.js';
import type { ConfigPatch, ConfigView, PanelKind } from '../protocol/config.js';
import type { HttpsView } from '../protocol/https.js';
import type { Job } from '../protocol/job.js';
import type { LogRecord } from '../protocol/log-record.js';
import type { Look } from '../protocol/look.js';
import type { Playlist, PlaylistBody, PlaylistChange } from '../protocol/playlist.js';
import type { ScheduleDay } from '../protocol/schedule.js';
import type { TestPatternView } from '../protocol/test-pattern.js';
import type { ArrivingFile } from '../upload/arriving-file.js';

/** What the routes need of the rest of the house. */
export interface HttpServices {
  /** Who may come in. */
  access: Access;
  /** Where the page is found. */
  pageUrls: () => PageUrls;
  /** Absent: there is no HTTPS here. */
  https?: HttpsDesk;
  clock: Clock;
  store: StateStore;
  playback: Playback;
  /** Called after each command, so that the state shows its effect at once and not when it is next looked at. */
  afterCommand?: () => void;
  clips: ClipShelf;
  playlists: PlaylistShelf;
  uploads: Uploads;
  resumable: ResumableUploads;
  /** Absent: choices are not previewed. */
  looks?: LookPreviews;
  /** Absent: nothing keeps hours. */
  schedule?: ScheduleBook;
  live: LiveSocket;
  /** Absent: nothing is backed up here. */
  backups?: BackupDesk;
  /** All that helps to see what is wrong, as a value for JSON, without secrets. Absent: nobody gathers it. */
  diagnostics?: () => Promise<unknown>;
  /** Absent: nothing of the log was kept. */
  logs?: RecentLines;
  /** Absent: there is no file that could be changed. */
  config?: ConfigFileService;
  /** Absent: there is no glass that it could be shown on. */
  testPattern?: TestPatternDesk;
}

/** The test pattern, in front of what plays. */
export interface TestPatternDesk {
  /**
   * Shows it for two minutes from now on; resolves when the glass is what the configuration asks for, and the pattern is on it.
   *
   * @throws FramedError 'pattern-not-shown'.
   */
  show(): Promise<TestPatternView>;
  hide(): void;
}

/** The same over TLS. */
export interface HttpsDesk {
  view(): HttpsView;
  /** The certificate that devices are to trust, in DER; undefined where there is none of this machine's own. */
  authority(): Buffer | undefined;
  /** Where the page is then, e.g. "https://framed.local:8443/", for a host of a URL; undefined: it is off. */
  urlFor(host: string): string | undefined;
}

/** The configuration file. */
export interface ConfigFileService {
  view(): ConfigView;
  /**
   * Resolves when the changes are in the file and hold. Throws 'config-revision', 'config-change-invalid', 'config-invalid',
   * 'config-not-editable', 'config-not-writable', 'disk-full'.
   */
  change(patch: ConfigPatch): Promise<void>;
  /** Keys that are not changed over the network. */
  localOnly(): readonly string[];
  /** JSON Schema (draft 2020-12). */
  schema(): unknown;
  /** What panel.name may name, by name; not those whose description is wrong. */
  panels(): Promise<PanelKind[]>;
}

/** Backups of the library and the configuration. */
export interface BackupDesk {
  /** A tar; `aboutBytes` for a progress bar. */
  create(wanted: { originals: boolean }): Promise<{ stream: Readable; aboutBytes: number }>;
  /** Decides that what is in the backup takes the place of the library; done when framed starts again. Where it throws, nothing has changed. */
  restore(source: AsyncIterable<Uint8Array>, wanted: { config: boolean }): Promise<RestoreReport>;
  /** Throws 'nothing-to-undo'. */
  undo(): Promise<void>;
  /** Throws 'nothing-to-undo'. */
  forget(): Promise<void>;
  startAgain(): void;
}

/** The last lines of the log. */
export interface RecentLines {
  /** Oldest first, those with a sequence above `after`. */
  records(after?: number): LogRecord[];
}

/** What happens when. */
export interface ScheduleBook {
  /** @param day "2026-03-29"; undefined: today. Throws 'schedule-day-invalid'. */
  day(day: string | undefined): ScheduleDay;
}

/** The library's clips. */
export interface ClipShelf {
  clip(id: string): Clip | undefined;
  /** What is absent stays. Throws 'clip-not-found', 'library-bad-name'. */
  change(id: string, change: ClipChange): Clip;
  /** All or none. Throws 'clip-not-found', 'library-too-many-tags'. */
  changeTags(change: ClipsChange): void;
  /** They are in no list any more, and can be taken back for a while. Returns those that this happened to. */
  discard(ids: readonly string[]): string[];
  /** Takes clips back that were discarded. Returns those that this happened to. */
  takeBack(ids: readonly string[]): string[];
  originalPath(id: string): string | undefined;
  /** As the sender called the file. Throws 'clip-not-found'. */
  originalName(id: string): string;
  posterPath(id: string): string | undefined;
  /** Its small animation; another one has another version. */
  preview(id: string): { path: string; format: PreviewFormat; version: string } | undefined;
  /** How a browser plays the video; undefined where nobody has looked yet. */
  watching(id: string): { copy?: { path: string; version: string } } | undefined;
  /** What was done to make it; undefined where that was not noted. Throws 'clip-not-found'. */
  conversionRecord(id: string): unknown;
}

/** Shows choices before they are made. */
export interface LookPreviews {
  /**
   * One frame of the clip as it would look on the panel, as a 16-bit BMP. `look` undefined: as the configuration has it. `atMs` on the clip's
   * own clock. Throws what converting the clip would throw, or 'original-lost'.
   */
  preview(clip: Clip, choice: { look: Look | undefined; atMs?: number; signal: AbortSignal }): Promise<Buffer>;
}

/** The library's playlists. Methods that name one throw 'playlist-not-found'; entries may name only clips that exist ('clip-not-found'). */
export interface PlaylistShelf {
  list(): Playlist[];
  create(body: PlaylistBody): Playlist;
  /** Throws 'playlist-changed' where it was made for another content. */
  replace(id: string, body: PlaylistChange): Playlist;
  remove(id: string): void;
}

/** Takes files in, and turns them into clips behind a job each. */
export interface Uploads {
  /**
   * A job in stage 'receiving' and a folder for its bytes. `name` is the sender's, for showing only; `arriving` is the file while it
   * grows. `totalBytes` is at most this long, where that is known; `look` is what the sender chose for the clip. Throws where there is no room for it.
   */
  beginUpload(
    name: string,
    options?: { arriving?: ArrivingFile; totalBytes?: number | undefined; look?: Look | undefined },
  ): UploadTicket;
  /** Throws 'job-not-found', or 'job-finished' where nothing is left to cancel. */
  cancel(jobId: string): Promise<void> | void;
  /** The first frame of what a job has made so far, as a 16-bit BMP; undefined before there is one. */
  picture?(jobId: string): Promise<Buffer | undefined>;
}

/** Files that arrive in parts, by tus. */
export interface ResumableUploads {
  /** Answers a request of tus; there is never a body. Throws a FramedError where it is refused. */
  handle(request: IncomingMessage): Promise<{ status: number; headers: Readonly<Record<string, string>> }>;
}

/** One file on its way in. Ends with exactly one of `completed` and `failed`. */
export interface UploadTicket {
  readonly job: Job;
  /** Exists, is empty, and is the job's alone; whoever ends the ticket need not remove it. */
  readonly folder: string;
  /** Aborted when the job is cancelled: no more bytes are wanted. */
  readonly signal: AbortSignal;
  /** `totalBytes`: undefined where it cannot be known. */
  received(bytes: number, totalBytes?: number): void;
  /**
   * The file lies complete in the folder. `sha256`: 64 hex digits, of its bytes. Resolves when the file is safe: only then is it acknowledged.
   * Rejects where it cannot be kept, and `failed` is still to be called.
   */
  completed(file: { path: string; bytes: number; sha256: string }): Promise<void> | void;
  /** Nothing usable arrived; the folder is removed. After a cancel the job stays 'cancelled'. */
  failed(error: PlainError): void;
}
