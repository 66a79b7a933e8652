import { parentPort, workerData } from 'node:worker_threads';
import { openDisplay } from '../../display/open.js';
import { SharedScreen } from '../../display/shared-screen.js';
import { systemClock } from '../clock.js';
import { stepForward } from '../niceness.js';
import { Consumer } from './consumer.js';
import { ControlBlock } from './control-block.js';
import { FrameRing } from './frame-ring.js';
import { LinkBlock } from './link-block.js';
import type { ConsumerMessage } from './messages.js';
import { Overlay } from './overlay.js';
import { Pacer } from './pacer.js';
import { Showing } from './showing.js';
import { StatsBlock } from './stats.js';
import type { WorkerData } from './worker-data.js';

/** The picture before everything else: it sleeps for nine tenths of the time, and a frame that waits for the processor is a frame too late. */
const CONSUMER_STEP = 20;

/** Opens the display, the only thread that does, and runs the consumer until it is told to stop. */
const port = parentPort;
if (port === null) throw new Error('consumer.worker.js runs as a worker thread only.');
const data: WorkerData = workerData;
const post = (message: ConsumerMessage): void => port.postMessage(message);

if (data.paced) stepForward(CONSUMER_STEP);

const screen = new SharedScreen(data.screen, data.display.geometry);
const warn = (message: string): void => post({ type: 'warning', message });
const display = await openDisplay(data.display, { screen, warn });
try {
  const consumer = new Consumer({
    ring: new FrameRing(data.ring),
    control: new ControlBlock(data.control),
    showing: new Showing(data.showing),
    stats: new StatsBlock(data.stats),
    link: new LinkBlock(data.link),
    overlay: new Overlay(data.overlay),
    screen,
    display,
    pacer: new Pacer({ paced: data.paced }),
    clock: systemClock,
    post,
  });
  post({ type: 'ready' });
  consumer.run();
} finally {
  display.close();
}
