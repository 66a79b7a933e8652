import type { Backlight } from './backlight.js';

/** What switches the light behind the glass, as plain data. Lines are BCM numbers. */
export type BacklightConfig =
  /** Always on, or nobody's business. */
  | { readonly kind: 'none' }
  /** A line, on or off. */
  | { readonly kind: 'gpio'; readonly line: number }
  /** /sys/class/backlight/NAME; without a name the only one there is. */
  | { readonly kind: 'sysfs'; readonly name?: string | undefined }
  /** /sys/class/pwm/pwmchipCHIP, e.g. by `dtoverlay=pwm`. */
  | {
      readonly kind: 'pwm';
      readonly chip: number;
      readonly channel: number;
      /** Default: 1000. */
      readonly frequencyHz?: number | undefined;
    }
  /** The PWM of a Pi 0 to 4 by its registers, as root: BCM 12, 13, 18 or 19. */
  | { readonly kind: 'rpio-pwm'; readonly line: number };

export interface OpenBacklightOptions {
  /** Folder that stands for "/". */
  readonly systemRoot?: string | undefined;
  /** rpio's own dry run: for tests. */
  readonly mock?: RPIO.Options['mock'];
}

/**
 * Opens the light, which may be dark until it is first set. Each kind is loaded when it is wanted.
 *
 * @throws DisplayError, whose message says what to do: 'backlight-missing', 'no-permission', 'config-invalid', or what the GPIO header and
 * rpio throw.
 */
export async function openBacklight(
  config: BacklightConfig,
  { systemRoot = '/', mock }: OpenBacklightOptions = {},
): Promise<Backlight> {
  switch (config.kind) {
    case 'none':
      return { set: () => {}, close: () => {} };
    case 'gpio':
      return (await import('./gpio-backlight.js')).openGpioBacklight(config, systemRoot);
    case 'sysfs':
      return (await import('./sysfs-backlight.js')).openSysfsBacklight(config, systemRoot);
    case 'pwm':
      return (await import('./pwm-backlight.js')).openPwmBacklight(config, systemRoot);
    case 'rpio-pwm':
      return (await import('./rpio-pwm-backlight.js')).openRpioPwmBacklight(config, { systemRoot, mock });
  }
}
