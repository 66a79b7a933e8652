import { parentPort, workerData } from 'node:worker_threads';
import { InputLines } from '../../display/input/input-lines.js';
import { toPlainError } from '../errors.js';
import type { ControlsMessage, ControlsThreadData } from './messages.js';

/** Waits for buttons. The event loop never turns; the thread ends when it is terminated, between two waits. */
const WAIT_MS = 200;

const { inputs, systemRoot }: ControlsThreadData = workerData;

try {
  const lines = await InputLines.open(inputs, { systemRoot });
  tell({ type: 'ready', levels: lines.levels() });
  for (;;) {
    const changes = lines.wait(WAIT_MS);
    if (changes.length > 0) tell({ type: 'changes', changes });
  }
} catch (error) {
  tell({ type: 'failed', error: toPlainError(error) });
}

function tell(message: ControlsMessage): void {
  parentPort?.postMessage(message);
}
