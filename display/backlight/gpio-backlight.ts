import { GpioHeader } from '../bus/gpio.js';
import { loadLibc } from '../native/libc.js';
import type { Backlight } from './backlight.js';

/**
 * A line that switches the light: any light above 0 is on. It begins dark, since what is on the glass is not ours yet, and what becomes of
 * it after `close` is up to the kernel.
 */
export async function openGpioBacklight({ line }: { readonly line: number }, systemRoot: string): Promise<Backlight> {
  const header = GpioHeader.open({ libc: await loadLibc(), systemRoot });
  try {
    const output = header.requestOutput(line, { purpose: 'backlight', value: false });
    return { set: (light) => output.set(light > 0), close: () => output.close() };
  } finally {
    header.close();
  }
}
