import type { Config } from '../../../../daemon/config/schema.js';
import { readEntries } from '../../../../daemon/schedule/entry.js';
import type { Proofs } from './proof.js';

const entries = ({ schedule }: Config) => readEntries(schedule).map((entry) => JSON.stringify(entry));
const off = { at: '23:00', do: 'display off' };
const beside = { schedule: [off] };
const INTEGRATION = 'test/integration/schedule.test.ts';

export const proofs: Proofs = {
  schedule: { value: [off], effect: entries },
  'schedule.*.name': { value: 'dark', beside, effect: entries },
  'schedule.*.at': { value: '22:00', beside, effect: entries },
  'schedule.*.days': { value: 'mon', beside, effect: entries },
  'schedule.*.do': { value: 'display on', beside, effect: entries },
  'schedule.*.enabled': { value: false, beside, effect: entries },
  'schedule.*.cron': { value: '1 2 * * *', beside: { schedule: [{ cron: '0 2 * * *', do: 'next' }] }, effect: entries },
  time_zone: { shownIn: INTEGRATION },
  trust_clock: { shownIn: INTEGRATION },
};
