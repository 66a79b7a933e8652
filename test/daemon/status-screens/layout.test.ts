import fc from 'fast-check';
import t from 'tap';
import type { Box, Placed } from '../../../daemon/status-screens/items.js';
import { layOut } from '../../../daemon/status-screens/layout.js';
import { type Canvas, roomBetween, safeArea } from '../../../daemon/status-screens/safe-area.js';
import { MIN_FONT_PX } from '../../../daemon/status-screens/sizes.js';
import type { Language, StatusScreen } from '../../../daemon/status-screens/status-screen.js';
import { ADDRESSES, describeCanvas, EVERY_SCREEN, everyCanvas } from './every-screen.js';

const LANGUAGES: readonly Language[] = ['en', 'de'];
const canvases = await everyCanvas();

t.test('on every panel, in every language, everything is inside the glass and nothing covers anything else', (t) => {
  for (const canvas of canvases) {
    for (const language of LANGUAGES) {
      const wrong = EVERY_SCREEN.flatMap((screen) => problems(screen, canvas, language));
      t.same(wrong, [], `${describeCanvas(canvas)} ${language}`);
    }
  }
  t.end();
});

t.test('whatever a device is called and wherever it is', (t) => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const canvas = fc.constantFrom(...canvases);
  fc.assert(
    fc.property(name, fc.ipV6(), canvas, fc.constantFrom(...LANGUAGES), (name, ip, canvas, language) => {
      const screen: StatusScreen = {
        kind: 'welcome',
        name,
        address: { kind: 'network', host: `[${ip}]`, port: 65_535 },
      };
      return problems(screen, canvas, language).length === 0;
    }),
    { numRuns: 60 },
  );
  t.end();
});

t.test('an address is never cut off', (t) => {
  for (const canvas of canvases) {
    for (const address of ADDRESSES) {
      if (address.kind !== 'network') continue;
      const text = layOut({ kind: 'no-clips', name: 'framed', address }, canvas, 'de')
        .flatMap((placed) => (placed.kind === 'line' && placed.item.isHeadline ? [placed.line] : []))
        .join('');
      t.ok(text.endsWith(`${address.host}${address.port === undefined ? '' : `:${address.port}`}`), text);
    }
  }
  t.end();
});

t.test('there is a code for an IPv4 address on every panel, and for an IPv6 address from 128x160 on', (t) => {
  const [, v4, v6] = ADDRESSES;
  for (const canvas of canvases) {
    for (const address of [v4, v6]) {
      if (address === undefined) continue;
      const placed = layOut({ kind: 'welcome', name: 'framed', address }, canvas, 'en');
      const isSmall = canvas.geometry.width * canvas.geometry.height < 128 * 160;
      if (address === v6 && isSmall) continue;
      t.ok(
        placed.some(({ kind }) => kind === 'qr'),
        `${describeCanvas(canvas)} ${address.kind}`,
      );
    }
  }
  t.end();
});

t.test(
  'the digits that pair a phone are in one line on every panel, and in a code that leads to the page with them',
  (t) => {
    const [, address] = ADDRESSES;
    if (address === undefined) throw new Error('there is an address');
    for (const canvas of canvases) {
      for (const language of LANGUAGES) {
        const placed = layOut({ kind: 'pairing', code: '012345', address }, canvas, language);
        const digits = placed.find((one) => one.kind === 'line' && one.line === '012\u00a0345');
        t.ok(
          digits?.kind === 'line' && digits.size >= 14,
          `${describeCanvas(canvas)} ${JSON.stringify(digits)?.slice(0, 80)}`,
        );
        // Digits and address come first; on 128x128 a code that a phone could read has no room beside them.
        const isSmall = Math.min(canvas.geometry.width, canvas.geometry.height) <= 128;
        if (!isSmall)
          t.ok(
            placed.some(({ kind }) => kind === 'qr'),
            `${describeCanvas(canvas)} ${language}`,
          );
      }
    }
    t.end();
  },
);

t.test('a warning keeps its remedy on every panel', (t) => {
  for (const canvas of canvases) {
    for (const screen of [
      { kind: 'under-voltage' },
      { kind: 'overheating', celsius: 84 },
      { kind: 'updating' },
    ] as const) {
      const lines = layOut(screen, canvas, 'de').flatMap((placed) => (placed.kind === 'line' ? [placed.line] : []));
      t.notMatch(lines.join(' '), /…/, describeCanvas(canvas));
    }
  }
  t.end();
});

function problems(screen: StatusScreen, canvas: Canvas, language: Language): string[] {
  const placed = layOut(screen, canvas, language);
  const area = safeArea(canvas);
  const name = JSON.stringify(screen);
  const outside = placed.filter(({ box }) => !isInside(box, area));
  const small = placed.filter((one) => one.kind === 'line' && one.size < MIN_FONT_PX);
  const covered = placed.filter((one, index) => placed.slice(index + 1).some((other) => overlap(one.box, other.box)));
  return [
    ...(placed.length === 0 ? [`${name} shows nothing`] : []),
    ...[...outside, ...small, ...covered].map((one) => `${name} ${what(one)}`),
  ];
}

function isInside({ x, y, width, height }: Box, area: ReturnType<typeof safeArea>): boolean {
  const room = roomBetween(area, y, y + height);
  return room !== undefined && x >= room.x && x + width <= room.endX;
}

function overlap(one: Box, other: Box): boolean {
  const apart = one.x + one.width <= other.x || other.x + other.width <= one.x;
  return !(apart || one.y + one.height <= other.y || other.y + other.height <= one.y);
}

function what(placed: Placed): string {
  return `${placed.kind === 'line' ? `"${placed.line}" ${placed.size}px` : placed.kind} ${JSON.stringify(placed.box)}`;
}
