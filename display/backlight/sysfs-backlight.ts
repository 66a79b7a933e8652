import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DisplayError } from '../display.js';
import { listNames, readNumber, readValue } from '../sysfs.js';
import { AttributeFile } from './attribute-file.js';
import type { Backlight } from './backlight.js';
import { perceivedPercent } from './perceived.js';

/** A light that a kernel driver dims (Documentation/ABI/stable/sysfs-class-backlight). Dark is brightness 0 and the power switched off. */
export function openSysfsBacklight({ name }: { readonly name?: string | undefined }, systemRoot: string): Backlight {
  const folder = join(systemRoot, BACKLIGHTS, name ?? theOnlyOne(systemRoot));
  const most = readNumber(folder, 'max_brightness') ?? 0;
  if (most < 1) throw missing(`${name ?? 'The backlight'} has no brightness to set`, systemRoot);
  const isPerceptual = readValue(folder, 'scale') === 'non-linear';
  const brightness = AttributeFile.open(join(folder, 'brightness'), GROUP);
  const power = existsSync(join(folder, 'bl_power')) ? AttributeFile.open(join(folder, 'bl_power'), GROUP) : undefined;
  return {
    set(light) {
      const share = isPerceptual ? perceivedPercent(light) / 100 : light;
      brightness.write(light > 0 ? Math.max(1, Math.round(share * most)) : 0);
      power?.write(light > 0 ? FB_BLANK_UNBLANK : FB_BLANK_POWERDOWN);
    },
    close() {
      brightness.close();
      power?.close();
    },
  };
}

function theOnlyOne(systemRoot: string): string {
  const [name, ...others] = listNames(systemRoot, BACKLIGHTS);
  if (name !== undefined && others.length === 0) return name;
  throw missing(
    name === undefined ? 'There is no backlight' : 'There is more than one backlight to choose from',
    systemRoot,
  );
}

function missing(what: string, systemRoot: string): DisplayError {
  const names = listNames(systemRoot, BACKLIGHTS);
  return new DisplayError(
    'backlight-missing',
    `${what} in /${BACKLIGHTS}; ${names.length > 0 ? `name one of ${names.join(', ')}.` : 'use another kind: gpio, pwm or none.'}`,
  );
}

const BACKLIGHTS = 'sys/class/backlight';

/** By Raspberry Pi OS's udev rules (99-com.rules). */
const GROUP = 'video';

/** <linux/fb.h>, as bl_power takes them. */
const FB_BLANK_UNBLANK = 0;
const FB_BLANK_POWERDOWN = 4;
