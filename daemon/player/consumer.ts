import { DamagePlanner } from '../../display/dirty/damage-planner.js';
import type { Display, DisplayTraffic, Rectangle } from '../../display/display.js';
import type { SharedScreen } from '../../display/shared-screen.js';
import type { Clock } from '../clock.js';
import { BrightnessFade } from './brightness-fade.js';
import type { ControlBlock } from './control-block.js';
import { type FrameHeader, JUMP } from './frame-header.js';
import type { FrameRing } from './frame-ring.js';
import type { LinkBlock } from './link-block.js';
import type { ConsumerMessage } from './messages.js';
import { OverlaidDisplay } from './overlaid-display.js';
import type { Overlay } from './overlay.js';
import type { Decision, Pacer } from './pacer.js';
import { emptyShowingFrame, type Showing } from './showing.js';
import type { StatsBlock } from './stats.js';

export interface ConsumerOptions {
  ring: FrameRing;
  control: ControlBlock;
  showing: Showing;
  stats: StatsBlock;
  link: LinkBlock;
  overlay: Overlay;
  screen: SharedScreen;
  display: Display;
  pacer: Pacer;
  clock: Clock;
  /** Tells main. Must not wait for it. */
  post(message: ConsumerMessage): void;
}

/**
 * Takes frames from the ring and presents each at its time. A loop that sleeps on the consumer's bell, in a thread of its own: nothing
 * that main does, or fails to do, stops it.
 *
 * Stale frames are thrown away unseen. After a jump that is everything older than the jump. After a mere change of program (an epoch
 * without a jump) the visit that shows may go on to its end, and only what was produced beyond it is stale: the consumer
 * acknowledges the epoch, from then on stays in that visit, and the producer goes on from its end.
 */
export class Consumer {
  readonly #ring: FrameRing;
  readonly #control: ControlBlock;
  readonly #showing: Showing;
  readonly #stats: StatsBlock;
  readonly #link: LinkBlock;
  readonly #screen: SharedScreen;
  readonly #overlay: Overlay;
  readonly #display: OverlaidDisplay;
  readonly #pacer: Pacer;
  readonly #clock: Clock;
  readonly #post: (message: ConsumerMessage) => void;
  readonly #fade: BrightnessFade;
  /** Undefined where damage makes no difference to the display. */
  readonly #planner: DamagePlanner | undefined;
  readonly #frame = emptyShowingFrame();
  /** Of the display, when the frame before was through. */
  readonly #traffic: DisplayTraffic;
  #epoch = 0;
  #jumpEpoch = 0;
  #blank = false;
  /** Number of the picture in front; 0: none. */
  #covered = 0;
  /** Frames were thrown away, so that the rectangles of the next one do not tell what differs on the glass. */
  #damageLost = true;

  constructor(options: ConsumerOptions) {
    this.#ring = options.ring;
    this.#control = options.control;
    this.#showing = options.showing;
    this.#stats = options.stats;
    this.#link = options.link;
    this.#screen = options.screen;
    this.#overlay = options.overlay;
    this.#display = new OverlaidDisplay(options.display, options.screen);
    this.#pacer = options.pacer;
    this.#clock = options.clock;
    this.#post = options.post;
    const display = this.#display;
    this.#fade = new BrightnessFade((percent) => display.setBrightness(percent));
    this.#planner = display.cost && new DamagePlanner(display.geometry, display.cost);
    this.#traffic = { ...display.traffic };
  }

  /** Tells the other threads of the display that was opened. */
  start(): void {
    this.#link.write(this.#display.cost);
    Object.assign(this.#frame, this.#showing.read());
  }

  /** Until the control block says stop. */
  run(): void {
    const bell = this.#control.consumerBell;
    this.start();
    while (!this.#control.stopped) {
      const heard = bell.count();
      const waitMs = this.step();
      if (waitMs > 0) bell.wait(heard, waitMs);
    }
  }

  /** Does what is due now. Returns for how long nothing is, in milliseconds; 0: call again. */
  step(): number {
    this.#control.countConsumerTurn();
    const nowMs = this.#clock.monotonicMs();
    this.#obey(nowMs);
    const fadeMs = this.#fade.step(nowMs, this.#control.brightness, this.#control.fadeMs);
    this.#throwStaleAway();
    // Nothing of the new epoch shows yet, so an empty ring is its doing, not the producer's.
    const isChanging = this.#frame.epoch < this.#epoch;
    const decision = this.#pacer.decide(nowMs, this.#ring, this.#control.idle || isChanging);
    if (decision.action === 'present') {
      this.#present(nowMs, decision);
      return 0;
    }
    if (decision.underrun) this.#stats.count('underruns');
    return Math.min(decision.ms, fadeMs);
  }

  #obey(nowMs: number): void {
    const { paused, blank, epoch } = this.#control;
    if (paused !== (this.#pacer.pausedAtMs !== undefined)) {
      this.#pacer.setPaused(paused, nowMs);
      this.#shareTiming();
    }
    if (blank !== this.#blank) {
      this.#blank = blank;
      this.#display.setLit(!blank);
    }
    this.#coverOrUncover();
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#jumpEpoch = this.#control.jumpEpoch;
      this.#control.ackedEpoch = epoch;
      this.#control.producerBell.ring();
    }
  }

  #coverOrUncover(): void {
    const { shown } = this.#overlay;
    if (shown === this.#covered) return;
    this.#covered = shown;
    if (shown < 0) {
      // It is no news: whoever waits for the first picture waits for a frame.
      this.#display.fill(this.#overlay.pixels(shown));
      this.#overlay.noteSeen(shown);
      return;
    }
    if (shown === 0) this.#display.uncover();
    else this.#display.cover(this.#overlay.pixels(shown));
    this.#overlay.noteSeen(shown);
    if (this.#screen.takeWanted()) this.#post({ type: 'presented' });
  }

  #throwStaleAway(): void {
    while (this.#ring.length > 0 && this.#isStale(this.#ring.header(0))) {
      this.#damageLost = true;
      this.#release(1);
    }
  }

  #isStale({ epoch, serial }: FrameHeader): boolean {
    // Newer than the epoch read above: the producer was quicker to see it.
    if (epoch >= this.#epoch) return false;
    return epoch < this.#jumpEpoch || serial !== this.#frame.serial;
  }

  #present(nowMs: number, { drop, deadlineMs, reanchored }: Extract<Decision, { action: 'present' }>): void {
    const header = this.#ring.header(drop);
    this.#display.present(this.#ring.pixels(drop), this.#damage(drop));
    this.#countTraffic(nowMs);
    this.#damageLost = false;

    const isOtherEntry = header.entry !== this.#frame.entry;
    Object.assign(this.#frame, header);
    this.#frame.presentedMs = nowMs;
    this.#shareTiming();

    this.#stats.countPresented(nowMs, nowMs - deadlineMs);
    if (drop > 0) this.#stats.count('dropped', drop);
    if (reanchored) this.#stats.count('reanchored');
    this.#release(drop + 1);

    if (isOtherEntry) this.#post({ type: 'entry', entry: header.entry });
    if (this.#screen.takeWanted()) this.#post({ type: 'presented' });
  }

  /** What differs from the frame on the glass: the rectangles of the frame and of those dropped before it, united. */
  #damage(drop: number): readonly Rectangle[] | undefined {
    if (this.#planner === undefined || this.#damageLost) return undefined;
    const damages: Rectangle[][] = [];
    for (let index = 0; index <= drop; index++) {
      const isJump = (this.#ring.header(index).flags & JUMP) !== 0;
      const damage = isJump ? undefined : this.#ring.damage(index);
      if (damage === undefined) return undefined;
      damages.push(damage);
    }
    return this.#planner.unite(damages);
  }

  #countTraffic(nowMs: number): void {
    if (this.#planner === undefined) return;
    const { bytes, rectangles, busyMs } = this.#display.traffic;
    this.#stats.countTraffic(nowMs, {
      bytes: bytes - this.#traffic.bytes,
      rectangles: rectangles - this.#traffic.rectangles,
      busyMs: busyMs - this.#traffic.busyMs,
    });
    Object.assign(this.#traffic, this.#display.traffic);
  }

  #shareTiming(): void {
    if (this.#frame.serial === 0) return;
    this.#frame.anchorMs = this.#pacer.anchorMs;
    this.#frame.pausedAtMs = this.#pacer.pausedAtMs ?? 0;
    this.#showing.write(this.#frame);
  }

  #release(count: number): void {
    if (this.#ring.release(count)) this.#control.producerBell.ring();
  }
}
