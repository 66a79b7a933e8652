import type { HealthState } from '../protocol/health.js';
import { notice, say } from '../protocol/notice-sentences.js';
import type { Notice } from '../protocol/state.js';

/** What a person should know of the machine's health, by the notice's code; undefined: nothing, and an older notice goes. */
export function healthNotices({ isHot, celsius, power }: HealthState): Record<string, Notice | undefined> {
  return { overheating: isHot ? hot(celsius) : undefined, 'under-voltage': power && powerNotice(power) };
}

function hot(celsius: number | undefined): Notice {
  return notice('warning', celsius === undefined ? say('too-hot') : say('too-hot-at', { celsius }));
}

function powerNotice({ underVoltage, wasUnderVoltage }: NonNullable<HealthState['power']>): Notice | undefined {
  if (underVoltage) return notice('warning', say('power-low'));
  return wasUnderVoltage ? notice('info', say('power-was-low')) : undefined;
}
