import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { isHot, readCelsius } from '../../../daemon/health/temperature.js';

function zone(root: string, number: number, type: string, temp: string): void {
  const folder = join(root, 'sys/class/thermal', `thermal_zone${number}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'type'), `${type}\n`);
  writeFileSync(join(folder, 'temp'), temp);
}

t.test('the temperature is the processor’s, not the battery’s or the radio’s', async (t) => {
  const root = t.testdir();
  zone(root, 0, 'iwlwifi_1', '91000\n');
  zone(root, 1, 'cpu-thermal', '61342\n');
  t.equal(await readCelsius(root), 61.342);
});

t.test('where no zone says that it is the processor’s, the hottest counts', async (t) => {
  const root = t.testdir();
  zone(root, 0, 'acpitz', '40000\n');
  zone(root, 1, 'acpitz', '52000\n');
  t.equal(await readCelsius(root), 52);
});

t.test('what cannot be read, or is nothing, is no temperature', async (t) => {
  const root = t.testdir();
  t.equal(await readCelsius(root), undefined);
  zone(root, 0, 'cpu-thermal', '');
  zone(root, 1, 'cpu-thermal', 'broken');
  t.equal(await readCelsius(root), undefined);
});

t.test('hot is from 80 °C on, and until it is below 75', (t) => {
  const states: boolean[] = [];
  for (const celsius of [79.9, 80, 76, 75, 74.9, 79]) states.push(isHot(celsius, states.at(-1) ?? false));
  t.same(states, [false, true, true, true, false, false]);
  t.equal(isHot(undefined, true), false);
  t.end();
});
