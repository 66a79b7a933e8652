import type { Geometry, Rectangle } from '../../display/display.js';
import type { Clock } from '../clock.js';
import { fromPlainError, type PlainError, toPlainError } from '../errors.js';
import { ClipCache, type OpenClip, type PlayableClip } from './clip-cache.js';
import type { ControlBlock } from './control-block.js';
import { DamageFinder } from './damage-finder.js';
import { emptyHeader, JUMP } from './frame-header.js';
import type { FrameRing } from './frame-ring.js';
import type { LinkBlock } from './link-block.js';
import type { ProducerCommand, ProducerMessage } from './messages.js';
import { Navigator } from './navigator.js';
import type { NumberedEntry } from './program.js';
import type { Showing } from './showing.js';
import type { StatsBlock } from './stats.js';
import { beginVisit, type Visit } from './visit.js';

export interface ProducerOptions {
  ring: FrameRing;
  control: ControlBlock;
  showing: Showing;
  stats: StatsBlock;
  link: LinkBlock;
  geometry: Geometry;
  open: OpenClip;
  clock: Clock;
  /** As Math.random, for shuffling. */
  random: () => number;
  /**
   * Wake a consumer that ran dry for so many filled slots; for a jump's first frame at once in any case. Default: 1. Paced, it runs dry
   * only when the producer was held up, and then each frame counts; unpaced it does after every frame, and waking it for each would cost
   * more than presenting does.
   */
  wakeAtSlots?: number;
  /** The next command, if any. */
  receive(): ProducerCommand | undefined;
  /** Tells main. Must not wait for it. */
  post(message: ProducerMessage): void;
}

/**
 * Fills the ring ahead of the consumer, clip after clip. A loop that sleeps on the producer's bell, in a thread of its own.
 *
 * Where to go next is the Navigator's to say; this class opens clips, decodes them into slots, and deals with those that fail: a
 * frame that cannot be read costs that frame, an entry that cannot be played is passed over, and where none can be played it waits
 * RETRY_MS before it tries them all again.
 */
export class Producer {
  readonly #ring: FrameRing;
  readonly #control: ControlBlock;
  readonly #stats: StatsBlock;
  readonly #clock: Clock;
  readonly #receive: () => ProducerCommand | undefined;
  readonly #post: (message: ProducerMessage) => void;
  readonly #clips: ClipCache;
  readonly #navigator: Navigator;
  readonly #damage: DamageFinder;
  readonly #header = emptyHeader();
  readonly #wakeAtSlots: number;
  /** A change of program that waits for the consumer's acknowledgement. */
  #change: Extract<ProducerCommand, { type: 'program' }> | undefined;
  /** A frame went into an empty ring, and the consumer was not woken for it yet. */
  #owesRing = false;
  /** Attempts in a row that put nothing into the ring. */
  #failures = 0;
  #retryAtMs = 0;
  /** Entries whose failure main knows of. */
  readonly #reported = new Set<number>();
  /** Everything there is of a clip that grows was produced. */
  #isWaiting = false;
  #openedAroundSerial = 0;
  /** Whose frame was published last: only then may its next one be decoded against that slot. Undefined: nothing was. */
  #lastClip: PlayableClip | undefined;

  constructor({
    ring,
    control,
    showing,
    stats,
    link,
    geometry,
    open,
    clock,
    random,
    receive,
    post,
    ...rest
  }: ProducerOptions) {
    this.#ring = ring;
    this.#wakeAtSlots = rest.wakeAtSlots ?? 1;
    this.#control = control;
    this.#stats = stats;
    this.#clock = clock;
    this.#receive = receive;
    this.#post = post;
    this.#clips = new ClipCache({ open, geometry });
    this.#navigator = new Navigator({ showing, clock, random });
    this.#damage = new DamageFinder({ link, geometry });
  }

  /** Until the control block says stop. */
  run(): void {
    const bell = this.#control.producerBell;
    while (!this.#control.stopped) {
      const heard = bell.count();
      const waitMs = this.step();
      if (waitMs === 0) continue;
      this.#payRing();
      bell.wait(heard, waitMs);
    }
    this.#clips.keepOnly(new Set());
  }

  /** Does one thing. Returns for how long there is nothing to do, in milliseconds; 0: call again. */
  step(): number {
    this.#control.countProducerTurn();
    for (let command = this.#receive(); command !== undefined; command = this.#receive()) this.#obey(command);
    if (this.#change !== undefined) {
      if (this.#control.ackedEpoch < this.#change.epoch) return Number.POSITIVE_INFINITY;
      this.#takeChange();
    }
    // A jump is on its way here: whatever is produced before it arrives would be thrown away.
    if (this.#control.jumpEpoch > this.#navigator.epoch) return Number.POSITIVE_INFINITY;
    const visit = this.#navigator.visit;
    if (visit === undefined) return this.#beginNext();
    if (this.#ring.full) {
      this.#openNeighbours(visit);
      return Number.POSITIVE_INFINITY;
    }
    if (visit.playhead.isWaiting && !this.#hasGrown(visit)) return this.#awaitGrowth(visit);
    this.#produceFrame(visit);
    return 0;
  }

  #obey(command: ProducerCommand): void {
    if (command.type === 'program' && command.at === undefined) {
      this.#change = command;
      return;
    }
    this.#takeChange();
    this.#navigator.jump(command);
    if (command.type === 'program') this.#programChanged();
    this.#startOver();
  }

  #takeChange(): void {
    if (this.#change === undefined) return;
    const { program, epoch } = this.#change;
    this.#change = undefined;
    this.#navigator.change(program, epoch);
    this.#programChanged();
    this.#startOver();
  }

  #programChanged(): void {
    this.#clips.keepOnly(new Set(this.#navigator.paths()));
    this.#reported.clear();
  }

  #startOver(): void {
    this.#failures = 0;
    this.#retryAtMs = 0;
  }

  #beginNext(): number {
    const next = this.#navigator.next;
    const waitMs = next === undefined ? Number.POSITIVE_INFINITY : this.#retryAtMs - this.#clock.monotonicMs();
    this.#control.idle = waitMs > 0;
    if (next === undefined || waitMs > 0) return waitMs;
    this.#control.producingEntry = next.entry.entry;
    try {
      if (next.entry.refusal !== undefined) throw fromPlainError(next.entry.refusal);
      const clip = this.#clips.get(next.entry);
      this.#navigator.begin(beginVisit({ ...next, clip, serial: this.#control.nextSerial() }));
    } catch (error) {
      this.#fail(next.entry, toPlainError(error));
    }
    return 0;
  }

  #fail(entry: NumberedEntry, error: PlainError): void {
    // One that grows may be given up at any time, or not be begun yet.
    const isExpected = entry.growing === true || this.#reported.has(entry.entry);
    if (!isExpected) this.#post({ type: 'skipped', entry: entry.entry, error });
    if (!entry.growing) this.#reported.add(entry.entry);
    this.#navigator.passOver();
    this.#countFailure();
  }

  #countFailure(): void {
    this.#failures++;
    if (this.#failures < this.#navigator.size) return;
    this.#failures = 0;
    this.#retryAtMs = this.#clock.monotonicMs() + RETRY_MS;
  }

  #hasGrown({ clip, playhead }: Visit): boolean {
    clip.refresh?.();
    return !playhead.isWaiting;
  }

  /** The picture stands until there is more; the timeline waits with it, since an empty ring is no underrun meanwhile. */
  #awaitGrowth(visit: Visit): number {
    this.#isWaiting = true;
    this.#control.idle = true;
    if (visit.playhead.growth === 'growing') return GROWTH_POLL_MS;
    if (visit.published > 0) this.#navigator.cutShort(visit);
    else this.#fail(visit.entry, NOTHING_READABLE);
    return 0;
  }

  #produceFrame(visit: Visit): void {
    const { clip, playhead } = visit;
    const previous = this.#lastClip === clip ? this.#ring.lastPixels() : undefined;
    if (clip.seekFrame(playhead.frame, this.#ring.nextPixels(), previous) === 'ok') {
      this.#publish(visit);
      this.#lastClip = clip;
    } else {
      this.#stats.count('damaged');
    }
    playhead.advance();
    if (!playhead.done) return;
    if (visit.published > 0) this.#navigator.finish(visit);
    else this.#fail(visit.entry, NOTHING_READABLE);
  }

  #publish(visit: Visit): void {
    const { playhead } = visit;
    const header = this.#header;
    header.flags = this.#navigator.takeFlags(visit);
    header.epoch = this.#navigator.epoch;
    header.serial = visit.serial;
    header.entry = visit.entry.entry;
    header.frame = playhead.frame;
    header.ptsMs = visit.zeroPtsMs + playhead.startMs;
    header.durationMs = playhead.durationMs;
    header.passStartMs = playhead.passStartMs;
    header.positionMs = playhead.startMs - playhead.passStartMs;
    header.passMs = playhead.passSoFarMs;
    const filled = this.#ring.publish(header, this.#findDamage(header.flags));
    if (this.#isWaiting) this.#control.idle = false;
    this.#isWaiting = false;
    if (filled === 1) this.#owesRing = true;
    if (header.flags !== 0 || filled >= this.#wakeAtSlots) this.#payRing();
    visit.published++;
    if (visit.published > 1) return;
    this.#failures = 0;
    this.#reported.delete(visit.entry.entry);
  }

  /** Against the frame published before, but not after a jump: what is on the glass then was published long ago. */
  #findDamage(flags: number): Rectangle[] | undefined {
    if (this.#lastClip === undefined || (flags & JUMP) !== 0) return undefined;
    return this.#damage.find(this.#ring.lastPixels(), this.#ring.nextPixels());
  }

  /** Wakes the consumer, where the ring was empty since it was last woken. */
  #payRing(): void {
    if (!this.#owesRing) return;
    this.#owesRing = false;
    this.#control.consumerBell.ring();
  }

  /** While the ring is full: so that next and previous find their clips open. Those that fail, fail when their turn comes. */
  #openNeighbours(visit: Visit): void {
    if (this.#openedAroundSerial === visit.serial) return;
    this.#openedAroundSerial = visit.serial;
    for (const entry of this.#navigator.entriesAround(visit)) {
      try {
        this.#clips.get(entry);
      } catch {
        // Reported if it still fails by then.
      }
    }
  }
}

const NOTHING_READABLE: PlainError = {
  code: 'clip-damaged',
  message: 'Not one frame of the clip could be read where it was to be played; send it again, or remove it.',
};

/** At the end of a clip that grows: half a frame of film, and 50 looks a second cost nothing to speak of. */
const GROWTH_POLL_MS = 20;

/** Where no entry of the program can be played: soon enough for a card that is plugged in again, seldom enough to cost nothing. */
const RETRY_MS = 5000;
