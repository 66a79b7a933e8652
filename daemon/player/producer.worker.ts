import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock.js';
import { openFrameZip } from '../frames/open-frame-zip.js';
import { stepForward } from '../niceness.js';
import { ControlBlock } from './control-block.js';
import { FrameRing } from './frame-ring.js';
import { LinkBlock } from './link-block.js';
import type { ProducerMessage } from './messages.js';
import { Producer } from './producer.js';
import { Showing } from './showing.js';
import { StatsBlock } from './stats.js';
import type { WorkerData } from './worker-data.js';

/** Behind the consumer, before all others: there are frames in the ring to live on, but not for long. */
const PRODUCER_STEP = 5;

/** Runs the producer in its own thread. Commands are fetched, not delivered: the loop never returns to the event loop. */
const port = parentPort;
if (port === null) throw new Error('producer.worker.js runs as a worker thread only.');
const data: WorkerData = workerData;
const post = (message: ProducerMessage): void => port.postMessage(message);

if (data.paced) stepForward(PRODUCER_STEP);

const ring = new FrameRing(data.ring);
const producer = new Producer({
  ring,
  control: new ControlBlock(data.control),
  showing: new Showing(data.showing),
  stats: new StatsBlock(data.stats),
  link: new LinkBlock(data.link),
  geometry: data.display.geometry,
  open: (path, growing) => openFrameZip(path, { growing }),
  clock: systemClock,
  random: Math.random,
  wakeAtSlots: data.paced ? 1 : ring.slots / 2,
  receive: () => receiveMessageOnPort(port)?.message,
  post,
});
post({ type: 'ready' });
producer.run();
