import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClockTrust } from '../protocol/schedule.js';

/** Says whether the clock on the wall can be believed. */
export interface ClockJudge {
  judge(wallMs: number): ClockTrust;
  /** Asks those that take a while to answer; after that `judge` may say something else. */
  ask(): Promise<void>;
}

export interface MachineClockOptions {
  /** systemd-timesyncd's: a file `synchronized` appears in it with the first answer of a time server (systemd-timesyncd.service(8)). */
  timesyncFolder?: string;
  /** The kernel's list of real-time clocks (Documentation/ABI/testing/sysfs-class-rtc). */
  rtcFolder?: string;
  /** The `timedatectl` to ask where another service than timesyncd keeps the time (chrony, ntpd). */
  timedatectl?: string;
}

/**
 * Nobody had this program before; a clock that reads less was never set. (The time of its own files says more, but is wrong where it was built on a
 * Pi whose clock was wrong: a clock that is right would be doubted forever.)
 */
const EARLIEST_MS = Date.UTC(2026, 0, 1);
/** A real-time clock that keeps local time is up to 14 h off; one without a battery begins in 1970 or 2000. */
const RTC_TOLERANCE_MS = 24 * 60 * 60 * 1000;
const ASK_TIMEOUT_MS = 5000;

/**
 * The clock of this machine. A Pi without a real-time clock starts at the time of its last shutdown, so it goes wrong without looking wrong: it is
 * believed once NTP has set it, or where a real-time clock agrees with it; from then on until the machine restarts.
 */
export class MachineClock implements ClockJudge {
  readonly #timesyncFolder: string;
  readonly #rtcFolder: string;
  readonly #timedatectl: string;
  #proof: 'ntp' | 'rtc' | undefined;
  #hasTimedatectl = true;

  constructor(options: MachineClockOptions = {}) {
    this.#timesyncFolder = options.timesyncFolder ?? '/run/systemd/timesync';
    this.#rtcFolder = options.rtcFolder ?? '/sys/class/rtc';
    this.#timedatectl = options.timedatectl ?? 'timedatectl';
  }

  judge(wallMs: number): ClockTrust {
    if (wallMs < EARLIEST_MS) return { trusted: false, because: 'too-early' };
    this.#proof ??= this.#look(wallMs);
    return this.#proof ? { trusted: true, because: this.#proof } : { trusted: false, because: 'not-in-step' };
  }

  async ask(): Promise<void> {
    // timesyncd says it by its file; asking would start a service each time.
    if (this.#proof !== undefined || !this.#hasTimedatectl || existsSync(this.#timesyncFolder)) return;
    const isInStep = await new Promise<boolean>((resolve) => {
      const words = ['show', '--property=NTPSynchronized', '--value'];
      execFile(this.#timedatectl, words, { timeout: ASK_TIMEOUT_MS }, (error, stdout) => {
        if (error?.code === 'ENOENT') this.#hasTimedatectl = false;
        resolve(error === null && stdout.trim() === 'yes');
      });
    });
    if (isInStep) this.#proof = 'ntp';
  }

  #look(wallMs: number): 'ntp' | 'rtc' | undefined {
    if (existsSync(join(this.#timesyncFolder, 'synchronized'))) return 'ntp';
    return this.#rtcReadings().some((ms) => Math.abs(ms - wallMs) <= RTC_TOLERANCE_MS) ? 'rtc' : undefined;
  }

  #rtcReadings(): number[] {
    try {
      return readdirSync(this.#rtcFolder).flatMap((name) => rtcReading(join(this.#rtcFolder, name)));
    } catch {
      return [];
    }
  }
}

/** In milliseconds since the epoch; none where the clock cannot be read (EINVAL while its oscillator is stopped). */
function rtcReading(folder: string): number[] {
  try {
    return [Number(readFileSync(join(folder, 'since_epoch'), 'utf8')) * 1000];
  } catch {
    return [];
  }
}

/** For a clock that is set by hand: whatever it reads is believed. */
export const BELIEVED_CLOCK: ClockJudge = {
  judge: () => ({ trusted: true, because: 'config' }),
  ask: async () => {},
};
