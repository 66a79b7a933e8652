import { DisplayError } from '../display.js';
import { accessRpio, type RpioOptions } from '../native/rpio.js';
import type { Backlight } from './backlight.js';

/** A light on the Pi's own PWM, by its registers: as root, on a Pi 0 to 4. Analogue audio uses the same PWM. */
export async function openRpioPwmBacklight(
  { line }: { readonly line: number },
  options: RpioOptions,
): Promise<Backlight> {
  if (!PWM_LINES.includes(line)) {
    throw new DisplayError(
      'config-invalid',
      `GPIO ${line} has no PWM; the lines that have are ${PWM_LINES.join(', ')}.`,
    );
  }
  const { rpio, release } = await accessRpio(options);
  try {
    rpio.open(line, rpio.PWM);
    rpio.pwmSetClockDivider(CLOCK_DIVIDER);
    rpio.pwmSetRange(line, RANGE);
  } catch (error) {
    release();
    throw error;
  }
  let isOpen = true;
  return {
    set(light) {
      if (isOpen) rpio.pwmSetData(line, light > 0 ? Math.max(1, Math.round(light * RANGE)) : 0);
    },
    close() {
      isOpen = false;
      release();
    },
  };
}

const PWM_LINES: readonly number[] = [12, 13, 18, 19];

/** 19.2 MHz / 16 / 1024 = 1.2 kHz (54 MHz on a Pi 4: 3.3 kHz): above what eyes and cameras see, below what LED drivers blur. */
const CLOCK_DIVIDER = 16;
const RANGE = 1024;
