import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { noPermission, systemCode } from '../bus/device-errors.js';
import { DisplayError } from '../display.js';
import { listNames, readNumber } from '../sysfs.js';
import { AttributeFile } from './attribute-file.js';
import type { Backlight } from './backlight.js';

export interface PwmBacklightConfig {
  readonly chip: number;
  readonly channel: number;
  readonly frequencyHz?: number | undefined;
}

/**
 * A light on a PWM channel of the kernel (Documentation/ABI/testing/sysfs-class-pwm). The channel stays exported and running at the end: to
 * give it back would stop it, and the light is to stay as it is.
 */
export async function openPwmBacklight(
  { chip, channel, frequencyHz = 1000 }: PwmBacklightConfig,
  systemRoot: string,
): Promise<Backlight> {
  const chipFolder = requireChannel(systemRoot, chip, channel);
  const folder = join(chipFolder, `pwm${channel}`);
  if (!existsSync(folder)) exportChannel(chipFolder, channel);
  await becomeWritable(folder);
  const periodNs = Math.round(1e9 / frequencyHz);
  const duty = AttributeFile.open(join(folder, 'duty_cycle'), GROUP);
  try {
    start(folder, duty, periodNs);
  } catch (error) {
    duty.close();
    throw error;
  }
  return {
    set: (light) => duty.write(light > 0 ? Math.max(1, Math.round(light * periodNs)) : 0),
    close: () => duty.close(),
  };
}

function requireChannel(systemRoot: string, chip: number, channel: number): string {
  const folder = join(systemRoot, PWM_CHIPS, `pwmchip${chip}`);
  const channels = readNumber(folder, 'npwm');
  if (channels !== undefined && channel >= 0 && channel < channels) return folder;
  const seen = listNames(systemRoot, PWM_CHIPS).map(
    (name) => `${name} (${readNumber(systemRoot, PWM_CHIPS, name, 'npwm') ?? 0} channels)`,
  );
  throw new DisplayError(
    'backlight-missing',
    `Channel ${channel} of pwmchip${chip} is not there; /${PWM_CHIPS} has ${seen.join(', ') || 'nothing: add `dtoverlay=pwm` to /boot/firmware/config.txt'}.`,
  );
}

function exportChannel(chipFolder: string, channel: number): void {
  const path = join(chipFolder, 'export');
  try {
    writeFileSync(path, `${channel}\n`, { flag: 'r+' });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM') throw noPermission(path, GROUP, error);
    throw new DisplayError(
      'backlight-refused',
      `${path} does not give out channel ${channel} (${code}); the kernel, audio or another program may have it.`,
      { cause: error },
    );
  }
}

/**
 * The kernel makes the channel's files for root; udev gives them to the group a moment later. Where that moment never comes, opening them
 * says why.
 */
async function becomeWritable(folder: string): Promise<void> {
  const isWritable = () => ATTRIBUTES.every((name) => canWrite(join(folder, name)));
  for (let waitedMs = 0; waitedMs < UDEV_WAIT_MS && !isWritable(); waitedMs += UDEV_STEP_MS)
    await setTimeout(UDEV_STEP_MS);
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The kernel wants a duty cycle within the period at every moment, and a period before any duty cycle. */
function start(folder: string, duty: AttributeFile, periodNs: number): void {
  const period = AttributeFile.open(join(folder, 'period'), GROUP);
  const enable = AttributeFile.open(join(folder, 'enable'), GROUP);
  try {
    if ((readNumber(folder, 'period') ?? 0) > 0) duty.write(0);
    period.write(periodNs);
    duty.write(0);
    enable.write(1);
  } finally {
    period.close();
    enable.close();
  }
}

const ATTRIBUTES = ['period', 'duty_cycle', 'enable'] as const;

const PWM_CHIPS = 'sys/class/pwm';

/** By Raspberry Pi OS's udev rules (99-com.rules). */
const GROUP = 'gpio';

/** udev takes some 100 ms on a Pi Zero under load. */
const UDEV_WAIT_MS = 2000;
const UDEV_STEP_MS = 20;
