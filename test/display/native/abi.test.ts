import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import * as gpio from '../../../display/native/gpio-abi.js';
import * as spi from '../../../display/native/spidev-abi.js';
import { noCompiler } from '../../shim/kernel-shim.js';

/** Printed by print-abi.c on x64 from the headers of Linux 6.1; the header files promise the same for 32 and 64 bits. */
const HEADERS: Readonly<Record<string, number>> = {
  SPI_IOC_MESSAGE_1: 0x40206b00,
  SPI_IOC_WR_BITS_PER_WORD: 0x40016b03,
  SPI_IOC_WR_MAX_SPEED_HZ: 0x40046b04,
  SPI_IOC_RD_MAX_SPEED_HZ: 0x80046b04,
  SPI_IOC_WR_MODE32: 0x40046b05,
  GPIO_GET_CHIPINFO_IOCTL: 0x8044b401,
  GPIO_V2_GET_LINEINFO_IOCTL: 0xc100b405,
  GPIO_V2_GET_LINE_IOCTL: 0xc250b407,
  GPIO_V2_LINE_SET_VALUES_IOCTL: 0xc010b40f,
  GPIO_V2_LINE_GET_VALUES_IOCTL: 0xc010b40e,
  GPIO_V2_LINE_FLAG_OUTPUT: 8,
  GPIO_V2_LINE_FLAG_INPUT: 4,
  GPIO_V2_LINE_FLAG_EDGE_RISING: 16,
  GPIO_V2_LINE_FLAG_EDGE_FALLING: 32,
  GPIO_V2_LINE_FLAG_BIAS_PULL_UP: 256,
  GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN: 512,
  GPIO_V2_LINE_FLAG_BIAS_DISABLED: 1024,
  LINE_EVENT_BYTES: 48,
  'gpio_v2_line_event.id': 8,
  'gpio_v2_line_event.offset': 12,
  'spi_ioc_transfer.len': 16,
  'gpio_v2_line_info.offset': 64,
  'gpio_v2_line_info.flags': 72,
  'gpio_v2_line_request.consumer': 256,
  'gpio_v2_line_request.config.flags': 288,
  'gpio_v2_line_request.config.num_attrs': 296,
  'gpio_v2_line_request.config.attrs[0].attr.id': 320,
  'gpio_v2_line_request.config.attrs[0].attr.values': 328,
  'gpio_v2_line_request.config.attrs[0].mask': 336,
  'gpio_v2_line_request.num_lines': 560,
  'gpio_v2_line_request.fd': 588,
  'gpio_v2_line_values.mask': 8,
};

t.test("request numbers are the kernel header's", (t) => {
  const ours = Object.entries({ ...spi, ...gpio }).filter(([name]) => name in HEADERS);
  t.equal(ours.length, 18);
  for (const [name, value] of ours) t.equal(value, HEADERS[name], name);
  t.end();
});

t.test('the headers of this machine say the same', { skip: noCompiler }, (t) => {
  const program = join(t.testdir(), 'print-abi');
  execFileSync('cc', ['-o', program, join(packageRoot, 'test/shim/print-abi.c')]);
  t.same(JSON.parse(execFileSync(program, { encoding: 'utf8' })), { ...HEADERS, 'sizeof(int)': 4 });
  t.end();
});

t.test('a transfer says where its bytes are and how many', (t) => {
  const transfer = new spi.SpiTransfer(0x1122_3344_5566_7788n);
  transfer.length = 4096;
  t.equal(Buffer.from(transfer.bytes).toString('hex'), `8877665544332211${'00'.repeat(8)}00100000${'00'.repeat(12)}`);
  t.end();
});

t.test('a request for an output names line, level and consumer, and is zero elsewhere', (t) => {
  const request = gpio.lineRequest({ line: 25, flags: gpio.GPIO_V2_LINE_FLAG_OUTPUT, value: true, consumer: 'framed' });
  t.equal(request.length, 592);
  const set = [...request].flatMap((byte, at) => (byte === 0 ? [] : [[at, byte]]));
  const consumer = [...Buffer.from('framed')].map((byte, at) => [256 + at, byte]);
  t.same(set, [[0, 25], ...consumer, [288, 8], [296, 1], [320, 2], [328, 1], [336, 1], [560, 1]]);
  t.end();
});

t.test('a long consumer name is cut so that its end stays marked', (t) => {
  const request = gpio.lineRequest({ line: 1, flags: 0, consumer: 'x'.repeat(40) });
  t.same([...request.subarray(286, 288)], [120, 0]);
  t.end();
});
