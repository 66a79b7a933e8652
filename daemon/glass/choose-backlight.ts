import type { BacklightConfig } from '../../display/backlight/open-backlight.js';
import type { MachineFacts } from '../../display/detect/machine-facts.js';
import type { Panel } from '../../display/panel.js';
import type { Config } from '../config/schema.js';

export interface BacklightHints {
  readonly output: 'spi' | 'framebuffer';
  readonly panel: Panel;
  readonly facts: Pick<MachineFacts, 'backlights'>;
}

/** auto: the line of an SPI panel; behind a framebuffer, the one backlight that the kernel has, where this process may set it. */
export function chooseBacklight(
  wanted: Config['display']['backlight'],
  { output, panel, facts }: BacklightHints,
): BacklightConfig {
  if (wanted.kind !== 'auto') return wanted;
  if (output === 'spi') {
    const line = panel.wiring?.backlight;
    return line === undefined ? { kind: 'none' } : { kind: 'gpio', line };
  }
  const [only, ...others] = facts.backlights;
  const isClear = only !== undefined && others.length === 0 && only.writable;
  return isClear ? { kind: 'sysfs', name: only.name } : { kind: 'none' };
}
