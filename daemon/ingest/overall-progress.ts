import type { JobStage } from '../protocol/job.js';

/**
 * Shares of the whole way. Sending a film over Wi-Fi takes about as long as converting it: 13 MB at 4 MB/s are 3.3 s, and their 600 frames
 * take 1.7 s on a computer and some twice that on a Raspberry Pi. What is left is a poster, and a moment for the disk.
 */
const RECEIVING = 50;
const CONVERTING = 47;

/**
 * How far a job is on its whole way: 0 to 100. Receiving and converting count each for itself, since they may go on at the same time. It
 * never goes back: what has to be done again (a conversion that could not follow its upload) stands until it is there once more.
 */
export class OverallProgress {
  readonly #share: { receiving: number; converting: number };
  #received = 0;
  #converted = 0;
  #percent = 0;

  /** @param isReceived true: it begins here, and converting is nearly the whole way. */
  constructor(isReceived: boolean) {
    this.#share = isReceived
      ? { receiving: 0, converting: RECEIVING + CONVERTING }
      : { receiving: RECEIVING, converting: CONVERTING };
  }

  get percent(): number {
    return this.#percent;
  }

  /** @param share 0 to 1 */
  received(share: number): void {
    this.#received = share;
    this.#raise();
  }

  /** @param share 0 to 1 */
  converted(share: number): void {
    this.#converted = share;
    this.#raise();
  }

  entered(stage: JobStage): void {
    if (stage === 'ready') this.#percent = 100;
    if (stage === 'waiting' || stage === 'converting') this.#received = 1;
    if (stage === 'finishing') this.#received = this.#converted = 1;
    this.#raise();
  }

  #raise(): void {
    const { receiving, converting } = this.#share;
    this.#percent = Math.max(this.#percent, this.#received * receiving + this.#converted * converting);
  }
}
