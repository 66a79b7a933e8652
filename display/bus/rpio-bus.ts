import { DisplayError } from '../display.js';
import { accessRpio, type RpioAccess, type RpioOptions } from '../native/rpio.js';
import type { SpiMode, Wiring, WordBits } from '../panel.js';
import { FourWireBus } from './four-wire-bus.js';
import type { PanelBus } from './panel-bus.js';
import { spiCoreHz, spiDivisor } from './spi-clock.js';
import type { OutputLine, SpiLink } from './spi-link.js';

export interface RpioBusOptions extends Partial<RpioOptions> {
  readonly wiring: Wiring;
  /** Clock of the bus, in MHz; the next lower one that an even divisor gives is used. */
  readonly mhz: number;
  /** Default: 8. */
  readonly wordBits?: WordBits | undefined;
  /** Default: 0. */
  readonly spiMode?: SpiMode | undefined;
}

/**
 * SPI0 and GPIO by writing to the registers: Pi 0 to 4, root, and a busy processor core while it sends. Whatever else uses these pins is
 * not asked, the kernel's own SPI driver included (`dtparam=spi=off`). Call it in the thread that will use it, and in one only.
 *
 * @throws DisplayError 'config-invalid', 'gpio-refused', or what {@link accessRpio} throws.
 */
export async function openRpioBus({
  wiring,
  mhz,
  wordBits,
  spiMode = 0,
  systemRoot = '/',
  mock,
}: RpioBusOptions): Promise<PanelBus> {
  const chipSelect = chipSelectOf(wiring.device);
  const access = await accessRpio({ systemRoot, mock });
  const lines: OutputLine[] = [];
  const link = new RpioLink(access, { chipSelect, hz: mhz * 1e6, spiMode });
  try {
    // After the link: it takes BCM 7 to 11 for SPI, and a board that never answers may have its DC on BCM 9 (MISO).
    const dc = openLine(access, wiring.dc, 'data/command');
    lines.push(dc);
    const reset = wiring.reset === undefined ? undefined : openLine(access, wiring.reset, 'reset');
    return new FourWireBus({ link, dc, reset, wordBits });
  } catch (error) {
    for (const line of lines) line.close();
    link.close();
    throw error;
  }
}

function chipSelectOf(device: string): number {
  const chipSelect = /^spidev0\.([01])$/.exec(device)?.[1];
  if (chipSelect !== undefined) return Number(chipSelect);
  throw new DisplayError(
    'config-invalid',
    `"${device}" is not for the bus "rpio", which has SPI0 only: "spidev0.0" or "spidev0.1".`,
  );
}

class RpioLink implements SpiLink {
  readonly clockHz: number;
  readonly #access: RpioAccess;
  #isOpen = true;

  constructor(access: RpioAccess, { chipSelect, hz, spiMode }: { chipSelect: number; hz: number; spiMode: SpiMode }) {
    const coreHz = spiCoreHz(access.soc);
    const divisor = spiDivisor(coreHz, hz);
    this.clockHz = Math.round(coreHz / divisor);
    this.#access = access;
    const { rpio } = access;
    rpio.spiBegin();
    rpio.spiChipSelect(chipSelect);
    rpio.spiSetCSPolarity(chipSelect, rpio.LOW);
    rpio.spiSetDataMode(spiMode);
    rpio.spiSetClockDivider(divisor);
  }

  write(bytes: Uint8Array): void {
    if (!this.#isOpen) throw new DisplayError('bus-lost', 'SPI0 was given back and takes no more bytes.');
    // rpio reads as many bytes as it is told, past the end of the buffer too: the length is the buffer's own.
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#access.rpio.spiWrite(buffer, buffer.length);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#access.rpio.spiEnd();
    this.#access.release();
  }
}

/** A line by its register. Its level stays as it is when it is closed. */
function openLine({ rpio }: RpioAccess, line: number, purpose: string): OutputLine {
  try {
    rpio.open(line, rpio.OUTPUT, rpio.HIGH);
  } catch (error) {
    throw new DisplayError(
      'gpio-refused',
      `GPIO ${line} (${purpose}) can't be an output here (${error instanceof Error ? error.message : error}); lines 0 to 27 are on the header.`,
      { cause: error },
    );
  }
  return {
    set: (high) => rpio.write(line, high ? rpio.HIGH : rpio.LOW),
    close: () => rpio.close(line, rpio.PIN_PRESERVE),
  };
}
