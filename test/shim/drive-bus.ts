import { readFileSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { openSpidevBus, type SpidevBusOptions } from '../../display/bus/spidev-bus.js';

/** Opens a bus, drives it as the scenario says, and prints how that ended: see {@link DriveScenario} and {@link DriveAnswer}. */
export interface DriveScenario extends SpidevBusOptions {
  steps: readonly DriveStep[];
  /** In a worker, as the consumer does. */
  inWorker?: boolean;
}

export type DriveStep =
  | ['reset']
  | ['command', opcode: number, parameters?: string]
  | ['pixels', hex: string]
  | ['close'];

export interface DriveAnswer {
  clockHz?: number;
  error?: { name: string; code?: string; message: string };
}

const scenario: DriveScenario = isMainThread ? JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) : workerData;
if (isMainThread && scenario.inWorker) new Worker(new URL(import.meta.url), { workerData: scenario });
else process.stdout.write(JSON.stringify(await drive()));

async function drive(): Promise<DriveAnswer> {
  const answer: DriveAnswer = {};
  try {
    const bus = await openSpidevBus(scenario);
    answer.clockHz = bus.clockHz;
    try {
      for (const step of scenario.steps) {
        if (step[0] === 'command')
          bus.command(step[1], step[2] === undefined ? undefined : Buffer.from(step[2], 'hex'));
        else if (step[0] === 'pixels') bus.pixels(Buffer.from(step[1], 'hex'));
        else if (step[0] === 'reset') bus.reset();
        else bus.close();
      }
    } finally {
      bus.close();
      bus.close();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    answer.error = { name, message, ...('code' in error ? { code: String(error.code) } : {}) };
  }
  return answer;
}
