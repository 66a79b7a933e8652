import type { TextTable } from '../text-table.js';

/** Files on their way into the library. */
export const sendingTexts = {
  'left-seconds': 'about {seconds} s left',
  'left-minutes': 'about {minutes} min left',
  receiving: 'Receiving',
  'receiving-and-converting': 'Receiving and converting',
  waiting: 'Waiting for its turn',
  converting: 'Converting',
  finishing: 'Finishing',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
  known: 'This one is in the library already.',
  stopped: 'Stopped. Choose the file again to go on.',
  frames: { one: '{count} frame', other: '{count} frames' },
  unreadable: 'The file can no longer be read. Choose it again.',
  'not-loaded': 'This page could not load what it needs to send. Load it again, then choose the file again.',
  'not-sent': 'The file could not be sent.',
  cancelling: 'Cancelling…',
  amount: '{sent} of {total}',
  'waiting-to-be-sent': 'Waiting to be sent',
  paused: 'Paused',
  broken: 'The connection broke; trying again…',
  received: 'Received',
} as const satisfies TextTable;
