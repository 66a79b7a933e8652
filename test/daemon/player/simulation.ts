import type { Clock } from '../../../daemon/clock.js';
import type { OpenClip, PlayableClip } from '../../../daemon/player/clip-cache.js';
import { Consumer } from '../../../daemon/player/consumer.js';
import { ControlBlock } from '../../../daemon/player/control-block.js';
import { FrameRing } from '../../../daemon/player/frame-ring.js';
import { LinkBlock } from '../../../daemon/player/link-block.js';
import type { ConsumerMessage, ProducerCommand, ProducerMessage } from '../../../daemon/player/messages.js';
import { Overlay } from '../../../daemon/player/overlay.js';
import { Pacer } from '../../../daemon/player/pacer.js';
import { Producer } from '../../../daemon/player/producer.js';
import type { Program } from '../../../daemon/player/program.js';
import { ProgramDesk } from '../../../daemon/player/program-desk.js';
import { Showing } from '../../../daemon/player/showing.js';
import { StatsBlock } from '../../../daemon/player/stats.js';
import { MirroredDisplay } from '../../../display/mirrored-display.js';
import { SharedScreen } from '../../../display/shared-screen.js';
import { frameName, TINY } from './fake-clip.js';
import { PartialGlass } from './partial-glass.js';

export interface Shown {
  atMs: number;
  /** "clip/frame", as fakeClip writes it. */
  frame: string;
}

/** The whole player on one thread, with a clock that the test moves: real ring, producer and consumer, fake clips and glass. */
export class Simulation {
  readonly shown: Shown[] = [];
  readonly messages: (ConsumerMessage | ProducerMessage)[] = [];
  readonly control = ControlBlock.create();
  readonly showing = Showing.create();
  readonly stats = StatsBlock.create();
  readonly overlay = Overlay.create(8);
  readonly desk: ProgramDesk;
  readonly #commands: ProducerCommand[] = [];
  readonly #producer: Producer;
  readonly #startConsumer: () => Consumer;
  #consumer: Consumer;
  nowMs = 1_000_000;
  /** By path: what there is to open. */
  clips: Readonly<Record<string, PlayableClip>>;
  readonly glass: PartialGlass;
  /** For how long the glass blocks its thread with each frame. */
  presentMs = 0;
  /** False: the producer thread is stuck. */
  producing = true;

  /** @param options.random defaults to always 0. */
  constructor(clips: Record<string, PlayableClip>, { random = () => 0 }: { random?: () => number } = {}) {
    this.clips = clips;
    const ring = FrameRing.create({ slots: 8, frameBytes: 8 });
    const clock: Clock = { monotonicMs: () => this.nowMs, wallMs: () => 0 };
    const open: OpenClip = (path) => {
      const clip = this.clips[path];
      if (clip === undefined) throw Object.assign(new Error(`${path} is missing.`), { code: 'ENOENT' });
      return clip;
    };
    this.glass = new PartialGlass({
      geometry: TINY,
      shown: (pixels) => void this.shown.push({ atMs: this.nowMs, frame: frameName(pixels) }),
      block: () => {
        this.nowMs += this.presentMs;
        // It blocks its own thread only.
        while (this.presentMs > 0 && this.producing && this.#producer.step() === 0);
        return this.presentMs;
      },
    });
    const link = LinkBlock.create();
    const shared = { ring, control: this.control, showing: this.showing, stats: this.stats, link, clock };
    const post = (message: ConsumerMessage | ProducerMessage) => void this.messages.push(message);
    const receive = () => this.#commands.shift();
    this.#producer = new Producer({ ...shared, geometry: TINY, open, random, receive, post });
    const screen = SharedScreen.create(TINY);
    this.#startConsumer = () => {
      const display = new MirroredDisplay(this.glass, screen);
      const consumer = new Consumer({ ...shared, screen, overlay: this.overlay, display, pacer: new Pacer(), post });
      consumer.start();
      return consumer;
    };
    this.#consumer = this.#startConsumer();
    this.desk = new ProgramDesk({
      control: this.control,
      showing: () => this.showing.read(),
      post: (command) => void this.#commands.push(structuredClone(command)),
    });
  }

  /** Keys are paths are clip names. */
  play(
    keys: readonly string[],
    { at, ...program }: Partial<Program> & { at?: Parameters<ProgramDesk['setProgram']>[1] } = {},
  ) {
    const entries = keys.map((key) => ({ key, name: key, path: key }));
    this.desk.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 1000, ...program }, at);
  }

  /** Lets both threads run until there is nothing to do, moves the clock to the next deadline, and so on for `ms`. */
  run(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const waitMs = this.settle(endMs);
      if (this.nowMs + waitMs > endMs || this.nowMs >= endMs) break;
      this.nowMs += waitMs;
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }

  /** Runs both threads until both wait, or a glass that blocks has taken them to `endMs`. Returns for how long they would wait. */
  settle(endMs = Number.POSITIVE_INFINITY): number {
    for (let steps = 0; ; steps++) {
      if (steps > 10_000) throw new Error('The player spins.');
      const heard = this.#rings();
      const producerMs = this.producing ? this.#producer.step() : Number.POSITIVE_INFINITY;
      const waitMs = Math.min(producerMs, this.#consumer.step());
      if ((waitMs > 0 && heard === this.#rings()) || this.nowMs > endMs) return waitMs;
    }
  }

  /** As when the consumer dies and is started again; the glass keeps its picture. */
  restartConsumer(): void {
    this.#consumer = this.#startConsumer();
  }

  /** As when the producer dies with commands in its mailbox. */
  loseCommands(): void {
    this.#commands.length = 0;
  }

  #rings(): number {
    return this.control.producerBell.count() + this.control.consumerBell.count();
  }

  /** What was shown since the last call: "clip/frame@ms", the time counted from the first frame of the answer. */
  takeShown(): string[] {
    const shown = this.shown.splice(0);
    const zeroMs = shown[0]?.atMs ?? 0;
    return shown.map(({ frame, atMs }) => `${frame}@${Math.round((atMs - zeroMs) * 1000) / 1000}`);
  }
}
