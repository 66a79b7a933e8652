import type { Emulator } from '../../display/emulator/emulator.js';
import type { Wiring } from '../../display/panel.js';

/** Lets an emulator have what a shim's log says went over the wire, at the times when it did. */
export function replay(
  { log, timesMs }: { log: string[]; timesMs: number[] },
  wiring: Wiring,
  emulator: Emulator,
): void {
  let dataCommand: 0 | 1 = 1;
  for (const [index, event] of log.entries()) {
    const nowMs = timesMs[index] ?? 0;
    const [what, first, second] = event.split(' ');
    if (what === 'spi') emulator.write(dataCommand, Buffer.from(first ?? '', 'hex'), nowMs);
    if (what !== 'line' && what !== 'request') continue;
    const level = second === '1' ? 1 : 0;
    if (Number(first) === wiring.dc) dataCommand = level;
    if (Number(first) === wiring.reset) emulator.setReset(level, nowMs);
  }
}
