import type { PinKind } from './header-pins.js';
import type { PanelPin } from './wires.js';

/** What boards print beside their pins: as most do, and as others do. No words of any language. */
export const PIN_LABELS: Readonly<Record<PanelPin, { readonly name: string; readonly others?: string }>> = {
  vcc: { name: 'VCC', others: 'VIN, 3V3' },
  ground: { name: 'GND' },
  clock: { name: 'CLK', others: 'SCK, SCLK, SCL' },
  data: { name: 'DIN', others: 'MOSI, SDI, SDA' },
  select: { name: 'CS', others: 'CE, SS' },
  dc: { name: 'DC', others: 'RS, A0' },
  reset: { name: 'RST', others: 'RES' },
  light: { name: 'BL', others: 'BLK, LED' },
};

/** What is on a pin, as pin-outs write it. */
export function pinName(kind: PinKind): string {
  if (typeof kind === 'number') return `GPIO ${kind}`;
  return { '3v3': '3V3', '5v': '5V', ground: 'GND' }[kind];
}
