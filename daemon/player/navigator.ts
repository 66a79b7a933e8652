import type { Clock } from '../clock.js';
import { JUMP } from './frame-header.js';
import type { ProducerCommand } from './messages.js';
import type { NumberedEntry, NumberedProgram } from './program.js';
import { Sequence } from './sequence.js';
import { positionAt, type Showing } from './showing.js';
import { END_MS, hasOtherFrames, isAltered, type Visit } from './visit.js';

/** Where the next visit begins. */
export interface Start {
  readonly entry: NumberedEntry;
  readonly place: number;
  /** Within the visit. */
  readonly startMs: number;
  readonly ptsMs: number;
  readonly stillMs: number;
}

/**
 * Where the producer is in the program, and where it goes next: by itself, or because somebody asked.
 *
 * The producer runs ahead of the picture, but people mean what they see. So a command counts from the visit that shows, which is
 * looked up among the visits that have frames in the ring; while a jump is under way (nothing of it shows yet) it counts from that
 * jump's target, so that quick presses add up.
 */
export class Navigator {
  readonly #showing: Showing;
  readonly #clock: Clock;
  readonly #sequence: Sequence;
  readonly #entries = new Map<number, NumberedEntry>();
  /** By serial: the visit that shows and those after it, as far as they were begun. */
  readonly #visits = new Map<number, Visit>();
  #stillMs = 0;
  #visit: Visit | undefined;
  #next: { place: number; startMs: number } | undefined;
  #nextPtsMs = 0;
  #epoch = 0;
  #jump: Jump = { epoch: 0, place: 0, startMs: 0, by: 1, isPublished: true };

  constructor({ showing, clock, random }: { showing: Showing; clock: Clock; random: () => number }) {
    this.#showing = showing;
    this.#clock = clock;
    this.#sequence = new Sequence(random);
  }

  /** What is being produced; undefined: `next` is to be begun. */
  get visit(): Visit | undefined {
    return this.#visit;
  }

  /** Undefined: nothing more to play. */
  get next(): Start | undefined {
    if (this.#next === undefined) return undefined;
    const entry = this.#entryAt(this.#next.place);
    return entry && { ...this.#next, entry, ptsMs: this.#nextPtsMs, stillMs: this.#stillMs };
  }

  /** What frames are marked with. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Entries in the program. */
  get size(): number {
    return this.#sequence.size;
  }

  /** Of the program, and of what plays on though its path is another one by now. */
  paths(): string[] {
    const playing = Array.from(this.#visits.values(), ({ entry }) => entry.path);
    return [...playing, ...Array.from(this.#entries.values(), ({ path }) => path)];
  }

  /** The entries before and after. */
  entriesAround({ place }: Visit): NumberedEntry[] {
    return [place - 1, place + 1].flatMap((near) => this.#entryAt(near) ?? []);
  }

  begin(visit: Visit): void {
    const showing = this.#showing.read();
    for (const serial of this.#visits.keys()) {
      if (serial < showing.serial) this.#visits.delete(serial);
    }
    this.#visits.set(visit.serial, visit);
    this.#visit = visit;
    this.#next = undefined;
  }

  /** The visit has all its frames in the ring. */
  finish(visit: Visit): void {
    this.#visit = undefined;
    this.#nextPtsMs = visit.zeroPtsMs + visit.playhead.visitMs;
    this.#goOnTo(this.#sequence.after(visit.place));
  }

  /** There will be no more of the visit's clip than was played. */
  cutShort(visit: Visit): void {
    this.#nextPtsMs = visit.zeroPtsMs + visit.playhead.startMs;
    this.passOver();
  }

  /** What was to be played cannot be. A jump looks on in its own direction, past the end of the program if need be. */
  passOver(): void {
    const place = this.#visit?.place ?? this.#next?.place ?? 0;
    this.#visit = undefined;
    this.#goOnTo(this.#jump.isPublished ? this.#sequence.afterFailure(place) : place + this.#jump.by);
    if (!this.#jump.isPublished) Object.assign(this.#jump, this.#next);
  }

  /** Flags of the frame about to be published: JUMP for the first one after a jump. */
  takeFlags(visit: Visit): number {
    if (this.#jump.isPublished) return 0;
    this.#jump = { ...this.#jump, place: visit.place, isPublished: true };
    return JUMP;
  }

  /** Goes elsewhere at once. */
  jump(command: ProducerCommand): void {
    const from = this.#position();
    if (command.type === 'program') {
      this.#jumpIntoProgram(command, from?.place);
    } else {
      const { place, startMs } = this.#target(command, from);
      this.#jumpTo(command.epoch, place, startMs, command.type === 'step' ? command.by : 1);
    }
  }

  /**
   * Takes a program while something shows. Where the entry that shows is in it unaltered, the picture goes on as if nothing happened,
   * and what was produced beyond that visit is produced anew. Where only the file of its frames is another one, that goes on where the frames
   * that were produced end. Call it when the consumer has acknowledged the epoch.
   */
  change(program: NumberedProgram, epoch: number): void {
    const from = this.#position();
    const { place, kept } = this.#takeProgram(program, from?.place);
    const entry = this.#entryAt(place);
    const visit = from?.visit;
    this.#epoch = epoch;
    const altered = entry !== undefined && visit !== undefined && isAltered(visit, entry, program.stillMs);
    if (entry === undefined || visit === undefined || !kept || (altered && !hasOtherFrames(visit, entry))) {
      this.#jumpTo(epoch, place, kept ? (from?.startMs ?? 0) : 0);
      return;
    }
    visit.place = place;
    this.#visits.clear();
    this.#visits.set(visit.serial, visit);
    if (this.#visit !== visit) this.finish(visit);
    else if (altered) this.#goOnElsewhere(visit);
  }

  /** The rest of the visit from the file that its entry has now. */
  #goOnElsewhere({ place, zeroPtsMs, playhead }: Visit): void {
    this.#visit = undefined;
    const startMs = playhead.startMs + ROUNDING_MS;
    this.#nextPtsMs = zeroPtsMs + startMs;
    this.#next = { place, startMs };
  }

  #jumpIntoProgram({ epoch, program, at }: Extract<ProducerCommand, { type: 'program' }>, from?: number): void {
    const { place } = this.#takeProgram(program, from);
    const target = at?.entry === undefined ? 0 : this.#sequence.pick(at.entry, place);
    this.#jumpTo(epoch, target ?? 0, target === undefined ? 0 : (at?.visitMs ?? 0));
  }

  #target(command: Exclude<ProducerCommand, { type: 'program' }>, from?: Position): { place: number; startMs: number } {
    const place = from?.place ?? 0;
    switch (command.type) {
      case 'step':
        return { place: from === undefined ? 0 : place + command.by, startMs: 0 };
      case 'select':
        return { place: this.#sequence.pick(command.entry, place) ?? place, startMs: 0 };
      case 'seek': {
        const { passStartMs = 0, passMs = Number.POSITIVE_INFINITY } = from ?? {};
        return { place, startMs: passStartMs + Math.min(command.positionMs, passMs - END_MS) };
      }
    }
  }

  #takeProgram(program: NumberedProgram, place?: number): { place: number; kept: boolean } {
    this.#entries.clear();
    for (const entry of program.entries) this.#entries.set(entry.entry, entry);
    this.#stillMs = program.stillMs;
    return this.#sequence.setProgram({ ...program, entries: [...this.#entries.keys()] }, place);
  }

  #jumpTo(epoch: number, place: number, startMs: number, by: 1 | -1 = 1): void {
    this.#epoch = epoch;
    this.#visit = undefined;
    this.#visits.clear();
    this.#nextPtsMs = 0;
    this.#next = undefined;
    if (this.size === 0) return;
    this.#next = { place, startMs };
    this.#jump = { epoch, place, startMs, by, isPublished: false };
  }

  #goOnTo(place: number | undefined): void {
    this.#next = place === undefined ? undefined : { place, startMs: 0 };
  }

  /** Where people take us to be. Undefined: nowhere yet. */
  #position(): Position | undefined {
    if (this.size === 0) return undefined;
    const showing = this.#showing.read();
    if (showing.epoch < this.#jump.epoch) {
      return { ...this.#jump, passStartMs: 0, passMs: Number.POSITIVE_INFINITY };
    }
    const { serial, entry, passStartMs, passMs } = showing;
    const visit = this.#visits.get(serial);
    const place = visit?.place ?? this.#sequence.placeOf(entry);
    if (serial === 0 || place === undefined) return undefined;
    const startMs = passStartMs + positionAt(showing, this.#clock.monotonicMs());
    return { place, startMs, passStartMs, passMs, visit };
  }

  #entryAt(place: number): NumberedEntry | undefined {
    const entry = this.#sequence.entryAt(place);
    return entry === undefined ? undefined : this.#entries.get(entry);
  }
}

/** Two files may say the same moment with so much between: one in whole microseconds, the other by a rate. */
const ROUNDING_MS = 0.002;

/** The last jump, and where it led to. */
interface Jump {
  epoch: number;
  place: number;
  startMs: number;
  by: 1 | -1;
  /** Its first frame is in the ring. */
  isPublished: boolean;
}

interface Position {
  place: number;
  /** Within the visit. */
  startMs: number;
  passStartMs: number;
  passMs: number;
  /** Where it shows, and frames of it are known. */
  visit?: Visit | undefined;
}
