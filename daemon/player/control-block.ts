import { Doorbell } from './doorbell.js';

/**
 * What the threads of the player tell each other in single words of shared memory, so that none of them needs an event loop.
 *
 *     word            who writes   meaning
 *     STOPPED         main         1: both workers end
 *     PAUSED          main         1: the picture stands
 *     BLANK           main         1: the glass is dark
 *     EPOCH           main         rises with every jump and every change of the program
 *     JUMP_EPOCH      main         the epoch of the last jump (before EPOCH, so that whoever sees the epoch sees the jump)
 *     ACKED_EPOCH     consumer     the epoch it judges slots by: from here on it shows nothing that is stale under it
 *     IDLE            producer     1: it has nothing to put into the ring, so an empty ring is no underrun
 *     PRODUCING       producer     number of the entry it works on: who is to blame when it dies
 *     SERIAL          producer     visits begun (a visit: one turn of an entry in the program)
 *     BRIGHTNESS      main         percent as people perceive it
 *     FADE_MS         main         how long it takes to get there (before BRIGHTNESS, so that whoever sees the one sees the other)
 *     PRODUCER_BELL   all          a command was posted, a slot came free, an epoch was acknowledged
 *     CONSUMER_BELL   all          a command was given, a slot was filled
 *     PRODUCER_TURNS  producer     turns of its loop, modulo 2^32: that it does not hang
 *     CONSUMER_TURNS  consumer     the same
 */
export class ControlBlock {
  readonly buffer: SharedArrayBuffer;
  readonly producerBell: Doorbell;
  readonly consumerBell: Doorbell;
  readonly #words: Int32Array;

  static create(): ControlBlock {
    const control = new ControlBlock(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
    control.setBrightness(100, 0);
    return control;
  }

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
    this.producerBell = new Doorbell(this.#words, PRODUCER_BELL);
    this.consumerBell = new Doorbell(this.#words, CONSUMER_BELL);
  }

  ringAll(): void {
    this.producerBell.ring();
    this.consumerBell.ring();
  }

  get stopped(): boolean {
    return this.#get(STOPPED) === 1;
  }
  set stopped(stopped: boolean) {
    this.#set(STOPPED, Number(stopped));
  }

  get paused(): boolean {
    return this.#get(PAUSED) === 1;
  }
  set paused(paused: boolean) {
    this.#set(PAUSED, Number(paused));
  }

  get blank(): boolean {
    return this.#get(BLANK) === 1;
  }
  set blank(blank: boolean) {
    this.#set(BLANK, Number(blank));
  }

  get epoch(): number {
    return this.#get(EPOCH);
  }

  get jumpEpoch(): number {
    return this.#get(JUMP_EPOCH);
  }

  /** Main: begins a new epoch. What was produced before a jump is stale; after a mere change of program, see Consumer. */
  bumpEpoch(kind: 'jump' | 'change'): number {
    const epoch = this.epoch + 1;
    if (kind === 'jump') this.#set(JUMP_EPOCH, epoch);
    this.#set(EPOCH, epoch);
    return epoch;
  }

  get ackedEpoch(): number {
    return this.#get(ACKED_EPOCH);
  }
  set ackedEpoch(epoch: number) {
    this.#set(ACKED_EPOCH, epoch);
  }

  get idle(): boolean {
    return this.#get(IDLE) === 1;
  }
  set idle(idle: boolean) {
    this.#set(IDLE, Number(idle));
  }

  get producingEntry(): number {
    return this.#get(PRODUCING);
  }
  set producingEntry(entry: number) {
    this.#set(PRODUCING, entry);
  }

  /** Percent, 0 to 100; whole numbers. */
  get brightness(): number {
    return this.#get(BRIGHTNESS);
  }

  get fadeMs(): number {
    return this.#get(FADE_MS);
  }

  /** Main: what the brightness is to be, and in how many milliseconds. */
  setBrightness(percent: number, fadeMs: number): void {
    this.#set(FADE_MS, Math.round(fadeMs));
    this.#set(BRIGHTNESS, Math.round(percent));
  }

  /** Producer: the number of a visit that begins now; never 0, and going on where a dead producer left off. */
  nextSerial(): number {
    return Atomics.add(this.#words, SERIAL, 1) + 1;
  }

  get producerTurns(): number {
    return this.#get(PRODUCER_TURNS);
  }

  get consumerTurns(): number {
    return this.#get(CONSUMER_TURNS);
  }

  /** Producer: another turn of its loop. */
  countProducerTurn(): void {
    Atomics.add(this.#words, PRODUCER_TURNS, 1);
  }

  /** Consumer: another turn of its loop. */
  countConsumerTurn(): void {
    Atomics.add(this.#words, CONSUMER_TURNS, 1);
  }

  #get(word: number): number {
    return Atomics.load(this.#words, word);
  }

  #set(word: number, value: number): void {
    Atomics.store(this.#words, word, value);
  }
}

const STOPPED = 0;
const PAUSED = 1;
const BLANK = 2;
const EPOCH = 3;
const JUMP_EPOCH = 4;
const ACKED_EPOCH = 5;
const IDLE = 6;
const PRODUCING = 7;
const SERIAL = 8;
const PRODUCER_BELL = 9;
const CONSUMER_BELL = 10;
const BRIGHTNESS = 11;
const FADE_MS = 12;
const PRODUCER_TURNS = 13;
const CONSUMER_TURNS = 14;
const WORDS = 15;
