import type { HealthState } from '../protocol/health.js';
import type { Notice } from '../protocol/state.js';

/** What a person should know of the machine's health, by the notice's code; undefined: nothing, and an older notice goes. */
export function healthNotices({ isHot, celsius, power }: HealthState): Record<string, Notice | undefined> {
  return { overheating: isHot ? hot(celsius) : undefined, 'under-voltage': power && powerNotice(power) };
}

function hot(celsius: number | undefined): Notice {
  const measured = celsius === undefined ? '' : ` (${celsius} °C)`;
  return {
    level: 'warning',
    message: `The processor is too hot${measured} and slows down, which can make the picture stutter. Give it air, or a heat sink.`,
  };
}

function powerNotice({ underVoltage, wasUnderVoltage }: NonNullable<HealthState['power']>): Notice | undefined {
  const remedy = 'Use the official power supply, and a short cable.';
  if (underVoltage)
    return { level: 'warning', message: `The power supply is too weak for this Raspberry Pi. ${remedy}` };
  if (wasUnderVoltage) {
    return {
      level: 'info',
      message: `The power supply was too weak at least once since the Raspberry Pi was started. ${remedy}`,
    };
  }
  return undefined;
}
