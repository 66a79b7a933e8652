import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { toPlainError } from '../errors.js';
import { stepBack } from '../niceness.js';
import { FrameZipWriter } from './writer.js';
import type { WriterAnswer, WriterCommand, WriterThreadData } from './writer-messages.js';
import { WriterRing } from './writer-ring.js';
import { WriterWorkspace } from './writer-workspace.js';

/** Runs frame zip writers, one after the other, in a thread of its own. Commands are fetched, not delivered: the event loop never turns. */
const { buffer, slots, niceness }: WriterThreadData = workerData;
const ring = new WriterRing(buffer, slots);

if (parentPort === null) throw new Error('writer.worker.js runs as a worker thread only.');
stepBack(niceness);
try {
  write(parentPort);
} catch (error) {
  const cause = error instanceof Error && error.cause !== undefined ? toPlainError(error.cause) : undefined;
  answer(parentPort, { type: 'failed', error: toPlainError(error), cause });
}

function write(port: MessagePort): never {
  const workspace = new WriterWorkspace(ring.frameBytes);
  let writer: FrameZipWriter | undefined;
  for (;;) {
    const bell = ring.bell;
    if (writer) takeFrames(writer, port);
    const command: WriterCommand | undefined = receiveMessageOnPort(port)?.message;
    if (command?.type === 'open') {
      writer = FrameZipWriter.adopt(command.path, command.options, workspace);
    } else if (command?.type === 'finish') {
      if (!writer) throw new Error('there is nothing to finish');
      // The last frames may have come after the ring was seen empty, but they came before the command.
      takeFrames(writer, port);
      answer(port, { type: 'finished', written: writer.finish(command) });
      writer = undefined;
    } else {
      writer?.flush();
      ring.sleep(bell);
    }
  }
}

function takeFrames(writer: FrameZipWriter, port: MessagePort): void {
  while (ring.take((pixels, startMs) => writer.addFrame(pixels, startMs))) {
    if (ring.owesNews()) answer(port, { type: 'room' });
  }
}

function answer(port: MessagePort, message: WriterAnswer): void {
  port.postMessage(message);
}
