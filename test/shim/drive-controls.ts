import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlsKeys } from '../../daemon/config/controls-schema.js';
import { systemTimers } from '../../daemon/control/timers.js';
import { Controls } from '../../daemon/controls/controls.js';
import { silentLog } from '../../daemon/log.js';
import { LINE_EVENT_BYTES } from '../../display/native/gpio-abi.js';

/** Starts controls, writes what the kernel would say of their lines, and prints what came of it: see {@link ControlsAnswer}. */
export interface ControlsScenario {
  controls: object;
  /** Level changes, in order: line, level, and for how long it then stays, in milliseconds. */
  changes: readonly (readonly [line: number, isHigh: boolean, forMs: number])[];
  /** Commands that are to come of it, before it ends. */
  expected: number;
  systemRoot: string;
}

export interface ControlsAnswer {
  commands: object[];
  problems: (string | null)[];
}

const scenario: ControlsScenario = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const answer: ControlsAnswer = { commands: [], problems: [] };
let ready = () => {};
const isReady = new Promise<void>((resolve) => {
  ready = resolve;
});

const controls = new Controls({
  config: ControlsKeys.parse(scenario.controls),
  target: {
    player: () => ({ paused: false, blank: false, brightness: 50, shuffle: false }),
    playlists: () => [{ id: 'p1', name: 'Evening' }],
    run: (command) => answer.commands.push(command),
  },
  timers: systemTimers,
  log: { ...silentLog, info: () => ready() },
  onProblem: (problem) => {
    answer.problems.push(problem ?? null);
    ready();
  },
  systemRoot: scenario.systemRoot,
});
controls.start();
// The thread alone does not keep the process alive.
const alive = setInterval(() => {}, 1000);
await isReady;
for (const [line, isHigh, forMs] of scenario.changes) {
  const event = Buffer.alloc(LINE_EVENT_BYTES);
  event.writeBigUInt64LE(process.hrtime.bigint(), 0);
  event.writeUInt32LE(isHigh ? 1 : 2, 8);
  event.writeUInt32LE(line, 12);
  const pipe = openSync(join(scenario.systemRoot, `events/${line}`), 'r+');
  writeSync(pipe, event);
  closeSync(pipe);
  await sleep(forMs);
}
for (let waitedMs = 0; answer.commands.length < scenario.expected && waitedMs < 10_000; waitedMs += 20) await sleep(20);
await controls.stop();
clearInterval(alive);
process.stdout.write(JSON.stringify(answer));
