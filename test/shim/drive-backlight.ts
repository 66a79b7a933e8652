import { readFileSync } from 'node:fs';
import { openBacklight } from '../../display/backlight/open-backlight.js';

/** Opens a GPIO backlight and sets it to each light in turn. */
export interface BacklightScenario {
  line: number;
  lights: readonly number[];
}

const { line, lights, systemRoot }: BacklightScenario & { systemRoot: string } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
);
const backlight = await openBacklight({ kind: 'gpio', line }, { systemRoot });
for (const light of lights) backlight.set(light);
backlight.close();
backlight.close();
process.stdout.write('{}');
