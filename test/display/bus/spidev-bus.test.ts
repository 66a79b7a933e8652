import t, { type Test } from 'tap';
import type { DriveAnswer, DriveScenario } from '../../shim/drive-bus.js';
import { noCompiler, runShimmed, type ShimmedRun } from '../../shim/kernel-shim.js';

/** The real spidev and GPIO code against kernel-shim.c, which checks every ioctl as the kernel would. */

const wiring = { device: 'spidev0.0', dc: 25, reset: 27 };

/** CASET 0..3, RASET 0..1, RAMWR and 2 x 4 pixels. */
const window: DriveScenario['steps'] = [
  ['command', 0x2a, '00000003'],
  ['command', 0x2b, '00000001'],
  ['command', 0x2c],
  ['pixels', 'f800f800f800f800001f001f001f001f'],
];

/** 500 MHz by the next even divisor, 14. */
const AT_40_ON_A_PI_4 = 35_714_286;

const OPENED = ['mode 0', 'bits 8', 'speed 40000000', 'request 25 1 framed', 'request 27 1 framed'];
const CLOSED = ['close spi', 'release 25', 'release 27'];

t.test('a window write is this, on the wire', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(t, { wiring, mhz: 40, steps: window });
  t.same(answer, { clockHz: AT_40_ON_A_PI_4 });
  t.same(log, [
    ...OPENED,
    ...['line 25 0', 'spi 2A', 'line 25 1', 'spi 00000003'],
    ...['line 25 0', 'spi 2B', 'line 25 1', 'spi 00000001'],
    ...['line 25 0', 'spi 2C', 'line 25 1', 'spi F800F800F800F800001F001F001F001F'],
    ...CLOSED,
  ]);
});

t.test(
  'with words of 16 bits, commands and parameters are padded within one transfer, and pixels pass',
  { skip: noCompiler },
  async (t) => {
    const { log } = await drive(t, { wiring, mhz: 40, wordBits: 16, steps: window });
    t.same(log.slice(OPENED.length, -CLOSED.length), [
      ...['line 25 0', 'spi 002A', 'line 25 1', 'spi 0000000000000003'],
      ...['line 25 0', 'spi 002B', 'line 25 1', 'spi 0000000000000001'],
      ...['line 25 0', 'spi 002C', 'line 25 1', 'spi F800F800F800F800001F001F001F001F'],
    ]);
  },
);

t.test('reset pulls the line low and releases it', { skip: noCompiler }, async (t) => {
  const { log } = await drive(t, { wiring, mhz: 40, steps: [['reset']] });
  t.same(log.slice(OPENED.length, -CLOSED.length), ['line 27 0', 'line 27 1']);
});

t.test('where no reset line is wired none is requested', { skip: noCompiler }, async (t) => {
  const { log } = await drive(t, {
    wiring: { device: 'spidev0.1', dc: 9 },
    mhz: 40,
    steps: [['reset'], ['command', 1]],
  });
  t.same(log.slice(3), ['request 9 1 framed', 'line 9 0', 'spi 01', 'close spi', 'release 9']);
});

t.test('commands in a row set DC once', { skip: noCompiler }, async (t) => {
  const { log } = await drive(t, {
    wiring,
    mhz: 40,
    steps: [
      ['command', 0x11],
      ['command', 0x29],
    ],
  });
  t.same(log.slice(OPENED.length, -CLOSED.length), ['line 25 0', 'spi 11', 'spi 29']);
});

t.test('it works in a worker as in the main thread', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(t, { wiring, mhz: 40, steps: [['command', 0x11]], inWorker: true });
  t.same(answer, { clockHz: AT_40_ON_A_PI_4 });
  t.same(log, [...OPENED, 'line 25 0', 'spi 11', ...CLOSED]);
});

for (const { bufsiz, transfers } of [
  { bufsiz: 4096, transfers: [4096, 4096, 1808] },
  { bufsiz: 65536, transfers: [10_000] },
  // 65535 is no multiple of the 128 bytes that the kernel rounds up to; neither is 5000.
  { bufsiz: 5000, transfers: [4992, 4992, 16] },
]) {
  t.test(`pixels are split so that a bufsiz of ${bufsiz} takes them`, { skip: noCompiler }, async (t) => {
    const pixels = Buffer.alloc(
      10_000,
      Uint8Array.from({ length: 251 }, (_, at) => at),
    ).toString('hex');
    const { answer, log } = await drive(
      t,
      { wiring, mhz: 40, steps: [['pixels', pixels]] },
      { machine: { bufsiz }, settings: { SHIM_BUFSIZ: bufsiz } },
    );
    t.equal(answer.error, undefined);
    const sent = log.filter((line) => line.startsWith('spi ')).map((line) => line.slice(4));
    t.same(
      sent.map((hex) => hex.length / 2),
      transfers,
    );
    t.equal(sent.join('').toLowerCase(), pixels);
  });
}

t.test(
  'a transfer that the kernel finds too long after all is refused with the setting that mends it',
  { skip: noCompiler },
  async (t) => {
    const { answer } = await drive(
      t,
      { wiring, mhz: 40, steps: [['pixels', '00'.repeat(4096)]] },
      { machine: { bufsiz: 8192 }, settings: { SHIM_BUFSIZ: 2048 } },
    );
    t.match(answer.error, { name: 'DisplayError', code: 'spi-buffer-too-small', message: /spidev\.bufsiz=65536/ });
  },
);

t.test('an SPI device that goes away is a lost bus', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(t, { wiring, mhz: 40, steps: window }, { settings: { SHIM_GONE_AFTER: 2 } });
  t.match(answer.error, { name: 'DisplayError', code: 'bus-lost', message: /spidev0\.0 is gone \(ESHUTDOWN\)/ });
  t.same(log.slice(-CLOSED.length), CLOSED);
});

t.test('a closed bus takes nothing more', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(t, { wiring, mhz: 40, steps: [['close'], ['command', 0x29]] });
  t.match(answer.error, { name: 'DisplayError', code: 'bus-lost' });
});

t.test('a busy line is named with who holds it, and what was opened is given back', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(t, { wiring, mhz: 40, steps: [] }, { settings: { SHIM_BUSY: '27:dht11@0' } });
  t.match(answer.error, { code: 'gpio-busy', message: /GPIO 27 \(reset\) is held by "dht11@0"/ });
  t.same(log.slice(-3), ['request 25 1 framed', 'release 25', 'close spi']);
});

t.test('a line that is not there is refused', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(t, { wiring: { ...wiring, dc: 77 }, mhz: 40, steps: [] });
  t.match(answer.error, { code: 'gpio-refused', message: /GPIO 77 \(data\/command\).*EINVAL/ });
});

for (const label of ['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835']) {
  t.test(`the header's chip is found where it is called ${label}`, { skip: noCompiler }, async (t) => {
    const { answer } = await drive(t, { wiring, mhz: 40, steps: [] }, { settings: { SHIM_LABEL: label } });
    t.equal(answer.error, undefined);
  });
}

t.test('a chip that is not the header is not taken for it', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(
    t,
    { wiring, mhz: 40, steps: [] },
    { settings: { SHIM_LABEL: 'raspberrypi-exp-gpio' } },
  );
  t.match(answer.error, { code: 'gpio-missing', message: /gpiochip0 is raspberrypi-exp-gpio/ });
  t.same(log.slice(-1), ['close spi']);
});

t.test('without a device node the line for config.txt is named', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(t, { wiring, mhz: 40, steps: [] }, { machine: { files: { 'dev/spidev0.0': null } } });
  t.match(answer.error, { code: 'spi-missing', message: /dtparam=spi=on/ });
});

for (const [path, group] of [
  ['/dev/spidev0.0', 'spi'],
  ['/dev/gpiochip0', 'gpio'],
] as const) {
  t.test(`without rights to ${path} the group is named that has them`, { skip: noCompiler }, async (t) => {
    const { answer } = await drive(t, { wiring, mhz: 40, steps: [] }, { settings: { SHIM_DENIED: path } });
    t.match(answer.error, { code: 'no-permission', message: new RegExp(`${path}.*usermod -aG ${group} `) });
  });
}

t.test('a device that is none is refused before anything is opened', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(t, { wiring: { ...wiring, device: '../etc/passwd' }, mhz: 40, steps: [] });
  t.match(answer.error, { code: 'config-invalid', message: /"spidev0\.0"/ });
  t.same(log, []);
});

t.test('a clock that the kernel lowers is the clock that counts', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(t, { wiring, mhz: 80, steps: [] }, { settings: { SHIM_MAX_HZ: 25_000_000 } });
  t.equal(answer.clockHz, 25e6);
});

t.test('mode 3 is asked for where a board wants it', { skip: noCompiler }, async (t) => {
  const { log } = await drive(t, { wiring, mhz: 40, spiMode: 3, steps: [] });
  t.equal(log[0], 'mode 3');
});

function drive(t: Test, scenario: DriveScenario, more: Partial<ShimmedRun> = {}) {
  return runShimmed<DriveAnswer>(t, { script: 'drive-bus.js', scenario, ...more });
}
