import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { toPlainError } from '../errors.js';
import { FrameZipWriter } from './writer.js';
import type { WriterAnswer, WriterCommand, WriterThreadData } from './writer-messages.js';
import { WriterRing } from './writer-ring.js';

/** Runs frame zip writers, one after the other, in a thread of its own. Commands are fetched, not delivered: the event loop never turns. */
const { buffer, slots, niceness }: WriterThreadData = workerData;
const ring = new WriterRing(buffer, slots);

if (parentPort === null) throw new Error('writer.worker.js runs as a worker thread only.');
stepBack();
try {
  write(parentPort);
} catch (error) {
  const cause = error instanceof Error && error.cause !== undefined ? toPlainError(error.cause) : undefined;
  answer(parentPort, { type: 'failed', error: toPlainError(error), cause });
}

function write(port: MessagePort): never {
  let writer: FrameZipWriter | undefined;
  for (;;) {
    const bell = ring.bell;
    if (writer) takeFrames(writer, port);
    const command: WriterCommand | undefined = receiveMessageOnPort(port)?.message;
    if (command?.type === 'open') {
      writer = FrameZipWriter.adopt(command.path, command.options);
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

/** On Linux niceness is each thread's own, and a thread's id does for a process's (setpriority(2), "C library/kernel differences"). */
function stepBack(): void {
  if (niceness === 0 || process.platform !== 'linux') return;
  const [, thread] = readlinkSync('/proc/thread-self').split('/task/');
  setPriority(Number(thread), niceness);
}
