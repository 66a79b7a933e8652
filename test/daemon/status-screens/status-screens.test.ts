import t from 'tap';
import { silentLog } from '../../../daemon/log.js';
import type { ScreenRequest } from '../../../daemon/status-screens/render-screen.js';
import { type Facts, StatusScreens } from '../../../daemon/status-screens/status-screens.js';
import { ManualTimers } from '../control/manual-timers.js';

const PLAYING: Facts = {
  name: 'framed',
  address: { kind: 'network', host: '10.0.0.7' },
  isUpdating: false,
  canvas: { geometry: { width: 2, height: 2 }, shape: 'rectangle' },
  language: 'en',
  welcomeMs: 10_000,
  whenEmpty: 'both',
};

function begin({ render }: { render?: (request: ScreenRequest) => Promise<Uint8Array> } = {}) {
  const timers = new ManualTimers();
  const glass: (Uint8Array | undefined)[] = [];
  const shown: (string | undefined)[] = [];
  const screens = new StatusScreens({
    glass: { showOverlay: (pixels) => void glass.push(pixels), hideOverlay: () => void glass.push(undefined) },
    render: render ?? (async () => new Uint8Array(8)),
    onShown: (kind) => void shown.push(kind),
    clock: timers,
    timers,
    log: silentLog,
  });
  /** Moves the clock on, and lets what was drawn arrive. */
  const pass = async (ms: number) => {
    timers.advance(ms);
    await new Promise(setImmediate);
  };
  return { screens, glass, shown, pass };
}

t.test('the welcome stands for its seconds, and then what plays is seen', async (t) => {
  const { screens, shown, pass } = begin();
  screens.update(PLAYING);
  await pass(9999);
  t.same(shown, ['welcome']);
  await pass(1);
  t.same(shown, ['welcome', undefined]);
});

t.test('another address is told at once; the same one after a break of the network is not', async (t) => {
  const { screens, shown, pass } = begin();
  screens.update(PLAYING);
  await pass(0);
  await pass(20_000);
  screens.update({ ...PLAYING, address: { kind: 'none' } });
  await pass(5000);
  screens.update(PLAYING);
  await pass(0);
  t.same(shown, ['welcome', undefined]);
  screens.update({ ...PLAYING, address: { kind: 'network', host: '10.0.0.8' } });
  await pass(0);
  t.same(shown, ['welcome', undefined, 'welcome']);
});

t.test('a screen goes at once when its cause is gone', async (t) => {
  const { screens, glass, shown, pass } = begin();
  const facts = { ...PLAYING, welcomeMs: 0 };
  screens.update({ ...facts, underVoltage: true });
  await pass(1000);
  screens.update(facts);
  t.equal(glass.at(-1), undefined, 'without waiting for anything');
  t.same(shown, ['under-voltage', undefined]);
});

t.test('a cause that comes and goes does not flicker', async (t) => {
  const { screens, shown, pass } = begin();
  const facts = { ...PLAYING, welcomeMs: 0 };
  for (let second = 0; second < 60; second++) {
    screens.update(second % 2 === 0 ? { ...facts, underVoltage: true } : facts);
    await pass(1000);
  }
  t.equal(shown.filter((kind) => kind !== undefined).length, 4, 'in its first eight seconds only');
});

t.test('figures do not change while a screen stands', async (t) => {
  let drawn = 0;
  const { screens, pass } = begin({
    render: async () => {
      drawn++;
      return new Uint8Array(8);
    },
  });
  for (const celsius of [81, 82, 83]) {
    screens.update({ ...PLAYING, welcomeMs: 0, heat: { celsius } });
    await pass(1000);
  }
  t.equal(drawn, 1);
});

t.test('what stands is drawn anew for another panel, and in another language', async (t) => {
  const drawn: ScreenRequest[] = [];
  const { screens, pass } = begin({
    render: async (request) => {
      drawn.push(request);
      return new Uint8Array(8);
    },
  });
  screens.update(PLAYING);
  await pass(0);
  const canvas = { geometry: { width: 4, height: 2 }, shape: 'rectangle' } as const;
  screens.update({ ...PLAYING, canvas });
  await pass(0);
  screens.update({ ...PLAYING, canvas, language: 'de' });
  await pass(0);
  t.same(
    drawn.map(({ canvas, language }) => `${canvas.geometry.width} ${language}`),
    ['2 en', '4 en', '4 de'],
  );
});

t.test('a picture that comes too late is not shown', async (t) => {
  const waiting: ((pixels: Uint8Array) => void)[] = [];
  const { screens, glass, pass } = begin({ render: () => new Promise((resolve) => waiting.push(resolve)) });
  screens.update({ ...PLAYING, welcomeMs: 0, underVoltage: true });
  screens.update({ ...PLAYING, welcomeMs: 0 });
  waiting[0]?.(new Uint8Array(8));
  await pass(0);
  t.same(glass, [undefined]);
});

t.test('a screen that cannot be drawn leaves the clips alone', async (t) => {
  const { screens, glass, pass } = begin({ render: () => Promise.reject(new Error('no fonts')) });
  screens.update(PLAYING);
  await pass(0);
  t.same(glass, [undefined]);
});

t.test('at the end the glass is given back, but not while framed is being replaced', async (t) => {
  const ordinary = begin();
  ordinary.screens.update(PLAYING);
  await ordinary.pass(0);
  ordinary.screens.stop();
  t.equal(ordinary.glass.at(-1), undefined);

  const updating = begin();
  updating.screens.update({ ...PLAYING, isUpdating: true });
  await updating.pass(0);
  updating.screens.stop();
  t.ok(updating.glass.at(-1));
  updating.screens.update(PLAYING);
  await updating.pass(0);
  t.equal(updating.glass.length, 1, 'and nothing is shown any more');
});
