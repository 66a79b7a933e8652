import { loadPanel, panelNames } from '../../../daemon/config/panels.js';
import type { Canvas } from '../../../daemon/status-screens/safe-area.js';
import type { DeviceAddress, StatusScreen } from '../../../daemon/status-screens/status-screen.js';
import { visibleGeometry } from '../../../display/panel.js';

/** Of all panels that there is a description of, lying and standing; each size once. */
export async function everyCanvas(): Promise<Canvas[]> {
  const canvases = new Map<string, Canvas>();
  for (const name of await panelNames([])) {
    for (const rotation of [0, 90] as const) {
      const panel = await loadPanel(name, rotation, []);
      const geometry = visibleGeometry(panel);
      canvases.set(`${geometry.width}x${geometry.height} ${panel.shape}`, { geometry, shape: panel.shape });
    }
  }
  return [...canvases.values()];
}

export const ADDRESSES: readonly DeviceAddress[] = [
  { kind: 'network', host: '10.0.0.7' },
  { kind: 'network', host: '192.168.178.123', port: 8080, localName: 'living-room.local' },
  {
    kind: 'network',
    host: '[2001:db8:85a3:8d3:1319:8a2e:370:7348]',
    port: 49152,
    localName: `${'long-'.repeat(12)}name.local`,
  },
  { kind: 'loopback' },
  { kind: 'none' },
];

/** From the ordinary to the longest that a configuration allows, and what no font has. */
export const NAMES: readonly string[] = [
  'framed',
  'Grandmother’s picture frame in the hall, first floor, left',
  'W'.repeat(60),
  '電子フォトフレーム 🖼️',
];

export const EVERY_SCREEN: readonly StatusScreen[] = [
  ...NAMES.map((name) => ({ kind: 'starting', name }) as const),
  ...ADDRESSES.flatMap((address, at) =>
    NAMES.filter((_, index) => (index + at) % 2 === 0).map((name) => ({ kind: 'welcome', name, address }) as const),
  ),
  ...ADDRESSES.map((address, at) => ({ kind: 'pairing', code: `${at}08888`, address }) as const),
  ...ADDRESSES.map((address) => ({ kind: 'no-clips', name: 'framed', address }) as const),
  { kind: 'disk-full', freeMb: 0 },
  { kind: 'disk-full', freeMb: 123_456 },
  { kind: 'config-error', file: '/etc/framed/config.yaml', words: 'There is no such file.' },
  {
    kind: 'config-error',
    file: `/home/${'a-very-long-folder/'.repeat(6)}config.yaml`,
    place: '1234:56',
    words: `display.output is "${'spy'.repeat(80)}": Invalid option: expected one of "auto"|"spi"|"framebuffer"|"virtual"`,
  },
  { kind: 'page-closed', port: 65_535, isTaken: true },
  { kind: 'page-closed', port: 80, isTaken: false },
  { kind: 'overheating', celsius: 104 },
  { kind: 'under-voltage' },
  { kind: 'updating' },
];

export function describeCanvas({ geometry: { width, height }, shape }: Canvas): string {
  return `${width}x${height} ${shape}`;
}
