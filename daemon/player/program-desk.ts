import type { PlainError } from '../errors.js';
import type { ControlBlock } from './control-block.js';
import { EntryNumbers } from './entry-numbers.js';
import type { JumpTarget, ProducerCommand } from './messages.js';
import type { NumberedProgram, Program } from './program.js';
import type { ShowingFrame } from './showing.js';

/** A command that goes elsewhere within the program. */
export type Step =
  | { type: 'step'; by: 1 | -1 }
  | { type: 'select'; entry: number }
  | { type: 'seek'; positionMs: number };

interface Sent {
  readonly step: Step;
  readonly epoch: number;
}

/**
 * Jumps that are told again where a producer died before one of them showed; of more, the latest. Where nothing shows for long, because the
 * display is gone, somebody may press for hours.
 */
const MOST_STEPS = 64;

/** What still makes a difference when this one follows: nothing that was before a choice, and of places within a clip the last. */
function stillMeant(unseen: readonly Sent[], { type }: Step): readonly Sent[] {
  if (type === 'select') return [];
  return type === 'seek' && unseen.at(-1)?.step.type === 'seek' ? unseen.slice(0, -1) : unseen;
}

export interface ProgramDeskOptions {
  control: ControlBlock;
  showing: () => ShowingFrame;
  post: (command: ProducerCommand) => void;
}

/**
 * Main's memory of what the producer was told, so that a producer that died can be told again: the program, where it was to begin,
 * and the jumps that nothing shows of yet.
 */
export class ProgramDesk {
  readonly #control: ControlBlock;
  readonly #showing: () => ShowingFrame;
  readonly #post: (command: ProducerCommand) => void;
  readonly #numbers = new EntryNumbers();
  /** Entries that are not to be played, by number, until the program changes. */
  readonly #refusals = new Map<number, PlainError>();
  #program: Program | undefined;
  #begun: { at: JumpTarget; epoch: number } | undefined;
  #steps: readonly Sent[] = [];

  constructor({ control, showing, post }: ProgramDeskOptions) {
    this.#control = control;
    this.#showing = showing;
    this.#post = post;
  }

  keyOf(entry: number): string | undefined {
    return this.#numbers.keyOf(entry);
  }

  /** Undefined where the program has no such key. */
  numberOf(key: string): number | undefined {
    return this.#program?.entries.some((entry) => entry.key === key) ? this.#numbers.numberOf(key) : undefined;
  }

  setProgram(program: Program, at?: { key?: string; positionMs?: number }): void {
    this.#program = program;
    this.#refusals.clear();
    const numbered = this.#numberProgram(program);
    if (at === undefined) {
      this.#send(this.#keepsShowing(program) ? 'change' : 'jump', { type: 'program', program: numbered });
    } else {
      const entry = at.key === undefined ? undefined : this.numberOf(at.key);
      const isGone = at.key !== undefined && entry === undefined;
      this.#begin(numbered, { entry, visitMs: isGone ? 0 : (at.positionMs ?? 0) });
    }
  }

  jump(step: Step): void {
    if (this.#program === undefined) return;
    const showing = this.#showing();
    const unseen = this.#steps.filter(({ epoch }) => epoch > showing.epoch);
    this.#steps = [...stillMeant(unseen, step), { step, epoch: this.#send('jump', step) }].slice(-MOST_STEPS);
  }

  /** From now on the entry is passed over, and this is why. */
  refuse(entry: number, error: PlainError): void {
    this.#refusals.set(entry, error);
  }

  /**
   * Tells a new producer everything, or has the present one begin again for a new consumer: from where the picture is, then the jumps
   * that it has not made yet.
   *
   * @param options.visitMs how far the visit that shows has come.
   */
  resume({ visitMs }: { visitMs: number }): void {
    if (this.#program === undefined) return;
    const showing = this.#showing();
    const begun = this.#begun !== undefined && this.#begun.epoch > showing.epoch ? this.#begun.at : undefined;
    const shown = showing.serial > 0 ? { entry: showing.entry, visitMs } : undefined;
    const steps = this.#steps.filter(({ epoch }) => epoch > showing.epoch);
    this.#begin(this.#numberProgram(this.#program), begun ?? shown ?? { visitMs: 0 });
    for (const { step } of steps) this.jump(step);
  }

  /** False: what the ring has of what shows is not waited for, which would be for ever while it is paused. */
  #keepsShowing({ entries }: Program): boolean {
    const { serial, entry } = this.#showing();
    return serial === 0 || entries.length === 0 || entries.some(({ key }) => this.#numbers.keyOf(entry) === key);
  }

  #begin(program: NumberedProgram, at: JumpTarget): void {
    this.#steps = [];
    this.#begun = { at, epoch: this.#send('jump', { type: 'program', program, at }) };
  }

  #numberProgram(program: Program): NumberedProgram {
    return this.#numbers.numberProgram(program, this.#showing().entry, this.#refusals);
  }

  #send(
    kind: 'jump' | 'change',
    command: Step | { type: 'program'; program: NumberedProgram; at?: JumpTarget },
  ): number {
    const epoch = this.#control.bumpEpoch(kind);
    this.#post({ ...command, epoch });
    this.#control.ringAll();
    return epoch;
  }
}
