import { readMachineModel } from '../bus/pi-model.js';
import { hasConsole } from '../framebuffer/console.js';
import { type FramebufferFacts, listFramebuffers } from '../framebuffer/framebuffer-facts.js';
import { linkedName, listNames, readNumber, readValue } from '../sysfs.js';
import { type BootConfig, readBootConfig } from './boot-config.js';
import { type GpioChipFacts, listGpioChips } from './gpio-chips.js';
import { type NodeAccess, probeNode } from './node-access.js';
import { describeUser, type UserFacts, type UserIds } from './user-facts.js';

/** What is on this machine that may put a picture on glass. Plain data: it may be printed, sent and compared. */
export interface MachineFacts {
  /** E.g. "Raspberry Pi 4 Model B Rev 1.4"; undefined where there is no device tree. */
  readonly model: string | undefined;
  /** Release, e.g. "6.12.34+rpt-rpi-v8". */
  readonly kernel: string | undefined;
  readonly user: UserFacts;
  /** Undefined: none was found. */
  readonly bootConfig: BootConfig | undefined;
  /** The kernel's command line. */
  readonly commandLine: string;
  /** The core clock as it runs now, in Hz; the kernel tells only root. */
  readonly coreClockHz: number | undefined;
  readonly spidevs: readonly SpidevFacts[];
  /** The longest message spidev takes, in bytes; undefined while it is not loaded. */
  readonly spidevBufsizBytes: number | undefined;
  readonly gpioChips: readonly GpioChipFacts[];
  readonly framebuffers: readonly DetectedFramebuffer[];
  readonly backlights: readonly BacklightFacts[];
  readonly pwmChips: readonly PwmChipFacts[];
}

export interface SpidevFacts extends NodeAccess {
  /** E.g. "spidev0.0": bus 0, chip select 0. */
  readonly device: string;
}

export interface DetectedFramebuffer extends FramebufferFacts, NodeAccess {
  /** The kernel draws a text console on it. */
  readonly hasConsole: boolean;
}

export interface BacklightFacts {
  /** In /sys/class/backlight. */
  readonly name: string;
  /** Its brightest step. */
  readonly maxBrightness: number;
  readonly writable: boolean;
}

export interface PwmChipFacts {
  /** N of /sys/class/pwm/pwmchipN. */
  readonly number: number;
  readonly channels: number;
  /** The driver behind it, e.g. "fe20c000.pwm". */
  readonly device: string | undefined;
}

export interface DetectOptions {
  /** Where /sys, /proc, /dev, /boot and /etc are. Default: "/". */
  readonly systemRoot?: string;
  /** Default: this process's. */
  readonly user?: UserIds;
  /** Whether this process may do what. Default: asks the system. */
  readonly probe?: typeof probeNode;
}

/** Reads what there is. Never throws: what cannot be read is not there. Loads no native module, opens no device. */
export function detectMachine({ systemRoot = '/', user, probe = probeNode }: DetectOptions = {}): MachineFacts {
  return {
    model: readMachineModel(systemRoot),
    kernel: readValue(systemRoot, 'proc/sys/kernel/osrelease'),
    user: describeUser(systemRoot, user),
    bootConfig: readBootConfig(systemRoot),
    commandLine: readValue(systemRoot, 'proc/cmdline') ?? '',
    coreClockHz: readCoreClock(systemRoot),
    spidevs: listNames(systemRoot, 'dev')
      .filter((name) => /^spidev\d+\.\d+$/.test(name))
      .map((device) => ({ device, ...probe(systemRoot, `dev/${device}`) })),
    spidevBufsizBytes: readNumber(systemRoot, 'sys/module/spidev/parameters/bufsiz'),
    gpioChips: listGpioChips(systemRoot, probe),
    framebuffers: listFramebuffers(systemRoot).map((facts) => ({
      ...facts,
      ...probe(systemRoot, `dev/fb${facts.number}`),
      hasConsole: hasConsole(facts.number, systemRoot),
    })),
    backlights: listNames(systemRoot, BACKLIGHTS).map((name) => ({
      name,
      maxBrightness: readNumber(systemRoot, BACKLIGHTS, name, 'max_brightness') ?? 0,
      writable: probe(systemRoot, `${BACKLIGHTS}/${name}/brightness`).writable,
    })),
    pwmChips: listNames(systemRoot, PWM_CHIPS).map((name) => ({
      number: Number(name.replace('pwmchip', '')),
      channels: readNumber(systemRoot, PWM_CHIPS, name, 'npwm') ?? 0,
      device: linkedName(systemRoot, PWM_CHIPS, name, 'device'),
    })),
  };
}

/** The two names it has had in the clock tree: clk-bcm2835.c's, and the firmware's clk-raspberrypi.c. */
function readCoreClock(systemRoot: string): number | undefined {
  const clocks = ['vpu', 'fw-clk-core'].map((name) => readNumber(systemRoot, 'sys/kernel/debug/clk', name, 'clk_rate'));
  return clocks.find((clock) => clock !== undefined);
}

const BACKLIGHTS = 'sys/class/backlight';
const PWM_CHIPS = 'sys/class/pwm';
