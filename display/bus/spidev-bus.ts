import { loadLibc } from '../native/libc.js';
import type { SpiMode, Wiring, WordBits } from '../panel.js';
import { FourWireBus } from './four-wire-bus.js';
import { GpioHeader } from './gpio.js';
import type { PanelBus } from './panel-bus.js';
import type { OutputLine } from './spi-link.js';
import { Spidev } from './spidev.js';

export interface SpidevBusOptions {
  readonly wiring: Wiring;
  /** Clock of the bus, in MHz. The machine may make a slower one of it: see {@link PanelBus.clockHz}. */
  readonly mhz: number;
  /** Default: 8. */
  readonly wordBits?: WordBits | undefined;
  /** Default: 0. */
  readonly spiMode?: SpiMode | undefined;
  /** Folder that stands for "/". */
  readonly systemRoot?: string | undefined;
}

/**
 * The default bus: spidev for the bytes, the GPIO character device for DC and reset. Needs no root, only the groups spi and gpio; every Pi.
 * Call it in the thread that will use it.
 *
 * @throws DisplayError, whose message says what to do: 'native-missing', 'config-invalid', 'spi-missing', 'no-permission', 'spi-refused',
 * 'gpio-missing', 'gpio-busy' or 'gpio-refused'. Nothing is left open then.
 */
export async function openSpidevBus({
  wiring,
  mhz,
  wordBits,
  spiMode = 0,
  systemRoot = '/',
}: SpidevBusOptions): Promise<PanelBus> {
  const libc = await loadLibc();
  const link = Spidev.open({ libc, device: wiring.device, hz: Math.round(mhz * 1e6), mode: spiMode, systemRoot });
  const lines: OutputLine[] = [];
  try {
    const header = GpioHeader.open({ libc, systemRoot });
    try {
      const request = (line: number, purpose: string): OutputLine => {
        const output = header.requestOutput(line, { purpose, value: true });
        lines.push(output);
        return output;
      };
      const dc = request(wiring.dc, 'data/command');
      const reset = wiring.reset === undefined ? undefined : request(wiring.reset, 'reset');
      return new FourWireBus({ link, dc, reset, wordBits });
    } finally {
      header.close();
    }
  } catch (error) {
    for (const line of lines) line.close();
    link.close();
    throw error;
  }
}
