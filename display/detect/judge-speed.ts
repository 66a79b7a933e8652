import { socOf } from '../bus/pi-model.js';
import { realClockHz, spiCoreHz } from '../bus/spi-clock.js';
import type { Geometry } from '../display.js';
import type { BusSpeed } from './choose-output.js';
import { addKernelParameter, type Finding, USUAL_CONFIG_PATH } from './finding.js';
import type { MachineFacts } from './machine-facts.js';

/** How fast whole frames can go over the SPI pins, and what would make them faster. */
export function judgeSpeed(facts: MachineFacts, picture: Geometry, speed: BusSpeed | undefined): Finding[] {
  return [
    ...(speed === undefined ? [] : judgeClock(facts, picture, speed)),
    ...judgeCoreClock(facts),
    ...judgeBufsiz(facts),
  ];
}

function judgeClock({ model }: MachineFacts, picture: Geometry, { mhz: asked, bytesPerPixel }: BusSpeed): Finding[] {
  const mhz = realClockHz(socOf(model), asked * 1e6) / 1e6;
  const fps = fullFramesPerSecond(picture, { mhz, bytesPerPixel });
  const clock = mhz === asked ? `${asked} MHz` : `${asked} MHz, which this machine makes ${formatMhz(mhz)} MHz`;
  return [
    {
      level: mhz < asked ? 'note' : 'ok',
      what: `At ${clock}, a whole picture of ${picture.width}x${picture.height} can be sent ${fps.toFixed(1)} times a second; parts of it, more often.`,
    },
  ];
}

/** A frame is its pixels and 11 bytes of window: CASET and RASET with four parameters each, and RAMWR. */
function fullFramesPerSecond({ width, height }: Geometry, { mhz, bytesPerPixel }: BusSpeed): number {
  return (mhz * 1e6) / 8 / (width * height * bytesPerPixel + 11);
}

/** Up to the Pi 4 the SPI clock is a part of the core clock, which the firmware lowers when idle unless it is told not to. */
function judgeCoreClock({ model, coreClockHz, bootConfig }: MachineFacts): Finding[] {
  const soc = socOf(model);
  if (soc === undefined || soc === 'bcm2712' || coreClockHz === undefined) return [];
  const usual = spiCoreHz(soc);
  if (coreClockHz >= usual) return [];
  return [
    {
      level: 'note',
      what: `The core clock is at ${formatMhz(coreClockHz / 1e6)} MHz, usually ${formatMhz(usual / 1e6)}; the SPI clock is slower by as much.`,
      remedy: `add this line to ${bootConfig?.path ?? USUAL_CONFIG_PATH} and restart the machine: core_freq_min=${usual / 1e6}`,
    },
  ];
}

function judgeBufsiz({ spidevBufsizBytes, bootConfig }: MachineFacts): Finding[] {
  if (spidevBufsizBytes === undefined || spidevBufsizBytes >= GOOD_BUFSIZ) return [];
  return [
    {
      level: 'note',
      what: `spidev takes ${spidevBufsizBytes} bytes at once; with ${GOOD_BUFSIZ} a frame takes fewer system calls.`,
      remedy: addKernelParameter(bootConfig?.path ?? USUAL_CONFIG_PATH, `spidev.bufsiz=${GOOD_BUFSIZ}`),
    },
  ];
}

/** A frame of 320x240 (153,611 bytes) in 3 transfers instead of 38. */
const GOOD_BUFSIZ = 65_536;

function formatMhz(mhz: number): string {
  return String(Math.round(mhz * 10) / 10);
}
