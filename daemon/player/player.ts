import { EventEmitter } from 'node:events';
import { DisplayError } from '../../display/display.js';
import type { DisplayConfig } from '../../display/display-config.js';
import { frameBytes } from '../../display/panel.js';
import { SharedScreen } from '../../display/shared-screen.js';
import type { Clock } from '../clock.js';
import { type PlainError, toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import type { PlayerStats } from '../protocol/state.js';
import { ControlBlock } from './control-block.js';
import { Crew, type SpawnWorker, type WorkerName } from './crew.js';
import { FrameRing } from './frame-ring.js';
import { LinkBlock } from './link-block.js';
import type { ConsumerMessage, ProducerMessage } from './messages.js';
import { Overlay } from './overlay.js';
import type { Program } from './program.js';
import { ProgramDesk } from './program-desk.js';
import { type PlayerPulse, Pulse } from './pulse.js';
import { positionAt, Showing } from './showing.js';
import { type LatenessStats, type LatenessTally, StatsBlock } from './stats.js';

export interface PlayerOptions {
  display: DisplayConfig;
  /** Frames produced ahead; a power of two. Default: 8, a third of a second at 25 fps and 1.2 MB at 320x240. */
  ringSlots?: number;
  /** False: every frame is shown as soon as it is there. For benchmarks. Default: true. */
  paced?: boolean;
  log: Log;
  clock: Clock;
  /** Starts a worker thread. Default: `new Worker(url, options)`. */
  spawn?: SpawnWorker;
}

export interface PlayerEvents {
  /** The first frame of another entry was presented. */
  entry: [key: string];
  /** An entry cannot be played and is passed over. Once, until it played again or the program changed. */
  skipped: [skipped: { key: string; error: PlainError }];
  /** A worker died and is started again. */
  restarted: [restarted: { worker: WorkerName; error: PlainError }];
  /** The display takes no more frames, or cannot be opened again. It is tried anew, later and later. */
  displayLost: [error: PlainError];
}

export interface PlayerSnapshot {
  paused: boolean;
  blank: boolean;
  /** As it was set last, in percent as people perceive it. A fade may still be on its way there. */
  brightness: number;
  /** What shows; absent before the first frame. */
  entryKey?: string;
  /** Within this pass of the clip. */
  positionMs: number;
  /** One pass. */
  durationMs: number;
  stats: PlayerStats;
}

/** About the last frame; times are Clock.monotonicMs. */
export interface PlayerTiming extends LatenessStats {
  presentedMs: number;
  /** The frame was due at anchorMs + ptsMs. */
  anchorMs: number;
  ptsMs: number;
}

/**
 * Plays a program of frame zips on a display: the face of two worker threads for everybody else.
 *
 * Commands are words in shared memory and posted messages: none of them waits for anything, and the picture waits for none of this
 * thread's doings.
 */
export class Player extends EventEmitter<PlayerEvents> {
  #screen: SharedScreen;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #options: Pick<PlayerOptions, 'ringSlots' | 'paced' | 'spawn'>;
  readonly #control = ControlBlock.create();
  readonly #showing = Showing.create();
  readonly #stats = StatsBlock.create();
  #link = LinkBlock.create();
  #overlay: Overlay;
  #crew: Crew;
  #display: DisplayConfig;
  #isStopped = false;
  readonly #desk: ProgramDesk;
  readonly #watchers = new Set<() => void>();
  readonly #pulse: Pulse;

  constructor({ display, log, clock, ...options }: PlayerOptions) {
    super();
    this.#log = log.child('player');
    this.#clock = clock;
    this.#options = options;
    this.#display = display;
    this.#screen = SharedScreen.create(display.geometry);
    this.#overlay = Overlay.create(frameBytes(display.geometry));
    this.#pulse = new Pulse({ control: this.#control, showing: this.#showing, clock });
    this.#desk = new ProgramDesk({
      control: this.#control,
      showing: () => this.#showing.read(),
      post: (command) => this.#crew.post(command),
    });
    this.#crew = this.#gatherCrew(display);
  }

  /** The pixels on the glass, for the preview. One reader only. Another one after {@link reopen}. */
  get screen(): SharedScreen {
    return this.#screen;
  }

  /** Where the picture is, or was to be last. */
  get display(): DisplayConfig {
    return this.#display;
  }

  /** Resolves when both workers run. @throws DisplayError (as plain code and message) where the display cannot be opened. */
  async start(): Promise<void> {
    await this.#crew.start();
    this.#desk.resume({ visitMs: 0 });
  }

  /** Ends both workers, within 500 ms. May be called twice; a stopped player cannot be started again. */
  stop(): Promise<void> {
    this.#isStopped = true;
    return this.#crew.stop();
  }

  /**
   * Goes on on another display, which may be of another size. Both threads end and begin anew, since a display is opened by one thread alone
   * and memory is as large as its frames; commands that come meanwhile hold then. One call at a time.
   *
   * @param meanwhile called while nothing plays: the time to set a program whose frames are of the new size.
   * @throws DisplayError (as plain code and message) where it cannot be opened; then nothing plays until another one is opened.
   */
  async reopen(display: DisplayConfig, meanwhile: () => void = () => {}): Promise<void> {
    await this.#crew.stop();
    if (this.#isStopped) return;
    this.#control.stopped = false;
    this.#link = LinkBlock.create();
    const { width, height } = this.#screen.geometry;
    const isOtherSize = display.geometry.width !== width || display.geometry.height !== height;
    if (isOtherSize) this.#overlay = Overlay.create(frameBytes(display.geometry));
    this.#display = display;
    // The preview takes a picture by its sequence for one that it has sent already.
    this.#screen = SharedScreen.create(display.geometry, this.#screen.published);
    this.#crew = this.#gatherCrew(display);
    meanwhile();
    await this.#crew.start();
    this.#resumeAfterDeath();
  }

  /**
   * Without `at`, what shows goes on where its key is still in the program, and the next one follows at once where it is not. With it,
   * the picture jumps: to the entry with the key, or the first one where there is no key or no such entry.
   */
  setProgram(program: Program, at?: { key?: string; positionMs?: number }): void {
    this.#desk.setProgram(program, at);
  }

  pause(): void {
    this.#control.paused = true;
    this.#control.consumerBell.ring();
  }

  resume(): void {
    this.#control.paused = false;
    this.#control.consumerBell.ring();
  }

  /** To the entry after the one that shows; quick calls add up. */
  next(): void {
    this.#desk.jump({ type: 'step', by: 1 });
  }

  previous(): void {
    this.#desk.jump({ type: 'step', by: -1 });
  }

  /** To the entry with this key; nothing happens where the program has none. */
  select(key: string): void {
    const entry = this.#desk.numberOf(key);
    if (entry !== undefined) this.#desk.jump({ type: 'select', entry });
  }

  /** Within the pass that shows. Past its end means its end. */
  seek(positionMs: number): void {
    this.#desk.jump({ type: 'seek', positionMs });
  }

  /** Dark (true) or lit. What plays goes on unseen. */
  setBlank(on: boolean): void {
    this.#control.blank = on;
    this.#control.consumerBell.ring();
  }

  /**
   * How bright the glass is while it is lit; 100 at first. Outlives a dead worker.
   *
   * @param percent 0 to 100 as people perceive it, rounded to whole ones.
   * @param options.fadeMs how long it takes to get there from what it is at the moment. Default: at once.
   */
  setBrightness(percent: number, { fadeMs = 0 }: { fadeMs?: number } = {}): void {
    this.#control.setBrightness(percent, fadeMs);
    this.#control.consumerBell.ring();
  }

  /**
   * Puts a picture in front of what plays, whether anything does or not; what plays goes on behind it, unseen. May be called before start().
   *
   * @param pixels of one whole frame, RGB565 big-endian; copied. Ignored where they are of another size: the display has changed since they were
   * asked for.
   * @param options.untilFrame it goes by itself when the next frame is presented, which never waits for it. Default: until hideOverlay().
   */
  showOverlay(pixels: Uint8Array, options: { untilFrame?: boolean } = {}): void {
    if (pixels.length !== frameBytes(this.#screen.geometry)) return;
    this.#overlay.show(pixels, options);
    this.#control.consumerBell.ring();
  }

  /** Takes it away: what plays is on the glass again at once, where there is anything. */
  hideOverlay(): void {
    this.#overlay.hide();
    this.#control.consumerBell.ring();
  }

  /** Whether the picture that was put in front last is on the glass by now. {@link onPresented} calls back when it is. */
  get showsOverlay(): boolean {
    return this.#overlay.isSeen;
  }

  snapshot(): PlayerSnapshot {
    const nowMs = this.#clock.monotonicMs();
    const showing = this.#showing.read();
    const entryKey = this.#desk.keyOf(showing.entry);
    return {
      paused: this.#control.paused,
      blank: this.#control.blank,
      brightness: this.#control.brightness,
      ...(entryKey !== undefined && { entryKey }),
      positionMs: positionAt(showing, nowMs),
      durationMs: showing.passMs,
      stats: { ...this.#stats.snapshot(nowMs), ...(this.#hasLink && { link: this.#stats.link(nowMs) }) },
    };
  }

  get #hasLink(): boolean {
    return this.#link.read() !== undefined;
  }

  /** Something shows, or there is nothing that could. */
  get hasSettled(): boolean {
    return this.#showing.read().serial !== 0 || this.#control.idle;
  }

  /** Whether the picture goes on, as it should. Ask again a second later at the earliest, and always from the same place. */
  takePulse(): PlayerPulse {
    return this.#pulse.take();
  }

  /** How well frames meet their deadlines, ever or since a tally was taken; for benchmarks and `--stats`. */
  timing(since?: LatenessTally): PlayerTiming {
    const { presentedMs, anchorMs, ptsMs } = this.#showing.read();
    return { ...this.#stats.lateness(since), presentedMs, anchorMs, ptsMs };
  }

  /** For {@link timing} since now. */
  tallyLateness(): LatenessTally {
    return this.#stats.tallyLateness();
  }

  /**
   * Calls back soon after a frame was presented, until the returned function is called. As often as this thread keeps up with, and
   * not at all while nobody listens: the next frame is asked for when the callbacks are through with this one.
   */
  onPresented(callback: () => void): () => void {
    this.#watchers.add(callback);
    this.screen.want();
    return () => {
      this.#watchers.delete(callback);
    };
  }

  #gatherCrew(display: DisplayConfig): Crew {
    const { ringSlots = 8, paced = true, spawn } = this.#options;
    return new Crew({
      control: this.#control,
      data: {
        ring: FrameRing.create({ slots: ringSlots, frameBytes: frameBytes(display.geometry) }).buffer,
        control: this.#control.buffer,
        showing: this.#showing.buffer,
        stats: this.#stats.buffer,
        link: this.#link.buffer,
        overlay: this.#overlay.buffer,
        screen: this.#screen.buffer,
        display,
        paced,
      },
      clock: this.#clock,
      spawn,
      onMessage: (message) => this.#heard(message),
      blame: (worker, error) => this.#blame(worker, error),
      onDeath: (worker, error, condemned) => this.#workerDied(worker, error, condemned),
      onRestarted: () => this.#resumeAfterDeath(),
    });
  }

  #heard(message: ProducerMessage | ConsumerMessage): void {
    if (message.type === 'presented') {
      for (const callback of this.#watchers) callback();
      if (this.#watchers.size > 0) this.screen.want();
    } else if (message.type === 'warning') {
      this.#log.warn(message.message);
    } else if (message.type !== 'ready') {
      const key = this.#desk.keyOf(message.entry);
      if (key === undefined) return;
      if (message.type === 'entry') this.emit('entry', key);
      else this.#skipped(key, message.error);
    }
  }

  #skipped(key: string, error: PlainError): void {
    this.#log.warn('an entry is passed over', { key, code: error.code, reason: error.message });
    this.emit('skipped', { key, error });
  }

  #blame(worker: WorkerName, error: Error): number | undefined {
    if (error.name === DisplayError.name) return undefined;
    return worker === 'producer' ? this.#control.producingEntry : this.#showing.read().entry;
  }

  #workerDied(worker: WorkerName, thrown: Error, condemned: number | undefined): void {
    const error = toPlainError(thrown);
    this.#stats.count('workerRestarts');
    this.#log.error('a worker died and is started again', { worker, code: error.code, reason: error.message });
    if (condemned !== undefined) {
      const message = `Playing it ended a thread of the player again and again, the last time with: ${error.message}`;
      this.#desk.refuse(condemned, { code: 'clip-kills-worker', message });
    }
    this.emit('restarted', { worker, error });
    if (thrown.name === DisplayError.name) this.emit('displayLost', error);
  }

  #resumeAfterDeath(): void {
    const showing = this.#showing.read();
    this.#desk.resume({ visitMs: showing.passStartMs + positionAt(showing, this.#clock.monotonicMs()) });
    if (this.#watchers.size > 0) this.screen.want();
  }
}
