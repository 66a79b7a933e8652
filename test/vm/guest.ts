import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '../../daemon/protocol/state.js';
import { getState, post, sendFile } from '../integration/rest-client.js';
import { type Glass, type Machine, until } from './machine.js';
import { cutOut } from './screen.js';

const PANEL = { width: 320, height: 240 };

/** A computer with framed on it, that is switched off and on again. */
export class Guest {
  readonly #switchOn: (glass?: Glass) => Promise<Machine>;
  #machine: Machine;

  private constructor(switchOn: (glass?: Glass) => Promise<Machine>, machine: Machine) {
    this.#switchOn = switchOn;
    this.#machine = machine;
  }

  static async boot(switchOn: (glass?: Glass) => Promise<Machine>): Promise<Guest> {
    return new Guest(switchOn, await switchOn());
  }

  /** Of the control panel, until the power is cut. */
  get url(): string {
    return this.#machine.url;
  }

  /** Pulls the plug, and switches it on again, with another glass where one is named. */
  async cutPower(glass?: Glass): Promise<void> {
    await this.#machine.cutPower();
    this.#machine = await this.#switchOn(glass);
  }

  async switchOff(): Promise<void> {
    await this.#machine.cutPower();
  }

  /** Resolves with the state when framed plays and serves. */
  plays(): Promise<State> {
    return this.#machine.plays();
  }

  state(): Promise<State> {
    return getState(this.url);
  }

  /**
   * Sends a file; resolves with its clip once that is there. Asks seldom, since each answer is work for an emulated computer, and again where
   * there was none: that takes a connection that it had no time for as given up.
   */
  async add(path: string): Promise<string> {
    const [job] = await sendFile(this.url, path);
    let clipId: string | undefined;
    await until(async () => {
      const ended = (await this.state().catch(() => undefined))?.jobs[job?.id ?? ''];
      if (ended?.stage === 'failed' || ended?.stage === 'cancelled') throw new Error(`${path} ${ended.stage}`);
      clipId = ended?.stage === 'ready' ? ended.clipId : undefined;
      return clipId !== undefined;
    }, `${path} is a clip`);
    return clipId ?? '';
  }

  /** What a line of bash printed, as root on the console. */
  async run(line: string): Promise<string> {
    return (await this.#machine.console.run(line)).output;
  }

  /** Of the service, as systemd has it. */
  property(name: string): Promise<string> {
    return this.run(`systemctl show -P ${name} framed`);
  }

  /** Of its framebuffer, as the kernel has it. */
  framebuffer(name: string): Promise<string> {
    return this.run(`cat /sys/class/graphics/fb0/${name}`);
  }

  async notices(word: string): Promise<string[]> {
    return Object.values((await this.state()).notices)
      .map(({ message }) => message)
      .filter((message) => message.includes(word));
  }

  /** The picture in the middle of the screen, held for a moment; base64 of RGB565, as `framesOf` has it. */
  async picture(): Promise<string> {
    await post(this.url, 'api/commands', { type: 'pause' });
    await until(async () => (await this.state()).player.paused, 'the picture stands');
    // A frame that was on its way when the pause came.
    await sleep(1000);
    const screen = await this.#machine.screen();
    const isPanel = screen.width === PANEL.width;
    const place = isPanel
      ? { x: 0, y: 0 }
      : { x: (screen.width - PANEL.width) / 2, y: (screen.height - PANEL.height) / 2 };
    const pixels = cutOut(screen, { ...place, ...PANEL }).toString('base64');
    await post(this.url, 'api/commands', { type: 'resume' });
    return pixels;
  }
}
