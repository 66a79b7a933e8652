import type { TextTable } from '../text-table.js';

export const signInTexts = {
  title: 'Pair this device',
  text: 'Type the six digits that are on the panel.',
  code: 'Code on the panel, six digits',
  name: 'Name of this device',
  'name-hint': 'So that you find it in the settings, where it can be signed out.',
  pair: 'Pair',
  busy: 'Pairing…',
  done: 'Paired. This device is remembered.',
  wait: 'Too many attempts. Try again in {time}.',
  'closed-title': 'Not signed in',
  'closed-paired':
    'On a device that is paired, open Settings, then People and devices, and let it show a code. This page goes on by itself.',
  'closed-unpaired': 'No device is paired yet, and there is no panel to show a code.',
  'closed-machine': 'Or have a link made on the machine that framed runs on:',
  'error-pairing-closed': 'The code has expired. Type the one that is on the panel now.',
  'error-link-expired': 'The link has expired, or was used before. Ask for another one.',
} as const satisfies TextTable;
