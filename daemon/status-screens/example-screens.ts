import type { DeviceAddress, StatusScreen } from './status-screen.js';

export interface ExampleScreen {
  /** Kebab-case, no two alike: fit for a file. */
  readonly name: string;
  readonly screen: StatusScreen;
}

const ADDRESS: DeviceAddress = { kind: 'network', host: '192.168.178.123', port: 8080, localName: 'living-room.local' };

/** One of each, as they are in an ordinary home. */
export const EXAMPLE_SCREENS: readonly ExampleScreen[] = [
  { name: 'starting', screen: { kind: 'starting', name: 'Living room' } },
  { name: 'welcome', screen: { kind: 'welcome', name: 'Living room', address: ADDRESS } },
  { name: 'pairing', screen: { kind: 'pairing', code: '483920', address: ADDRESS } },
  { name: 'no-clips', screen: { kind: 'no-clips', name: 'Living room', address: ADDRESS } },
  { name: 'no-network', screen: { kind: 'welcome', name: 'Living room', address: { kind: 'none' } } },
  { name: 'not-on-the-network', screen: { kind: 'welcome', name: 'Living room', address: { kind: 'loopback' } } },
  { name: 'disk-full', screen: { kind: 'disk-full', freeMb: 180 } },
  {
    name: 'config-error',
    screen: {
      kind: 'config-error',
      file: '/etc/framed/config.yaml',
      place: '12:3',
      words: 'display.brightness is 140: expected a number of at most 100',
    },
  },
  { name: 'page-closed', screen: { kind: 'page-closed', port: 80, isTaken: true } },
  { name: 'overheating', screen: { kind: 'overheating', celsius: 84 } },
  { name: 'under-voltage', screen: { kind: 'under-voltage' } },
  { name: 'updating', screen: { kind: 'updating' } },
];
