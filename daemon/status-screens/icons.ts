/** Drawn in a square of 24 units, with lines of 2 in the current colour; `solid` parts are filled with it. */
export interface Icon {
  readonly lines: string;
  readonly solid?: string;
}

export type IconName = 'picture' | 'disk' | 'warning' | 'heat' | 'bolt' | 'update' | 'no-network';

/** SVG path data. */
export const ICONS: Readonly<Record<IconName, Icon>> = {
  picture: {
    lines: 'M5 4H19A2 2 0 0 1 21 6V18A2 2 0 0 1 19 20H5A2 2 0 0 1 3 18V6A2 2 0 0 1 5 4Z',
    solid: 'M10 8.2L16 12L10 15.8Z',
  },
  disk: { lines: 'M7 2.5H14L19 7.5V19.5A2 2 0 0 1 17 21.5H7A2 2 0 0 1 5 19.5V4.5A2 2 0 0 1 7 2.5ZM9 6.5V10M13 6.5V10' },
  warning: { lines: 'M12 3.5L22 20.5H2ZM12 10V14.5', solid: 'M12 16.1A1.2 1.2 0 0 1 12 18.5A1.2 1.2 0 0 1 12 16.1Z' },
  heat: {
    lines: 'M9.5 13.6V5A2.5 2.5 0 0 1 14.5 5V13.6A4.5 4.5 0 1 1 9.5 13.6ZM12 9V15',
    solid: 'M12 15.3A2.2 2.2 0 0 1 12 19.7A2.2 2.2 0 0 1 12 15.3Z',
  },
  bolt: { lines: 'M13.5 2L4.5 13.5H11L10 22L19.5 10H13Z' },
  update: { lines: 'M12 3V14.5M7 10L12 15L17 10M4 20.5H20' },
  'no-network': {
    lines: 'M4 10.5A11.5 11.5 0 0 1 20 10.5M7.5 14.2A6.6 6.6 0 0 1 16.5 14.2M4 3L20 21',
    solid: 'M12 16.6A1.4 1.4 0 0 1 12 19.4A1.4 1.4 0 0 1 12 16.6Z',
  },
};
