import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as gpio from '../../display/native/gpio-abi.js';
import { iow } from '../../display/native/ioctl.js';
import { loadLibc } from '../../display/native/libc.js';
import * as spi from '../../display/native/spidev-abi.js';

/** Issues ioctls that are wrong in one thing each, and prints what the shim said to each: the shim's own test. */
const { systemRoot } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const libc = await loadLibc();
const answers: Record<string, string> = {};

const spidev = openSync(join(systemRoot, 'dev/spidev0.0'), constants.O_RDWR);
const chip = openSync(join(systemRoot, 'dev/gpiochip0'), constants.O_RDWR);
const bytes = new Uint8Array(new ArrayBuffer(8192));

const transfer = (change: (view: DataView) => void): Uint8Array => {
  const encoded = new spi.SpiTransfer(libc.addressOf(bytes));
  encoded.length = 16;
  change(new DataView(encoded.bytes.buffer));
  return encoded.bytes;
};
const request = (change: (view: DataView) => void): Uint8Array => {
  const encoded = gpio.lineRequest({ line: 25, flags: gpio.GPIO_V2_LINE_FLAG_OUTPUT, value: true, consumer: 'framed' });
  change(new DataView(encoded.buffer));
  return encoded;
};

tell(
  'a right transfer',
  spidev,
  spi.SPI_IOC_MESSAGE_1,
  transfer(() => {}),
);
tell(
  'a request of another type',
  spidev,
  iow(0x6c, 0, 32),
  transfer(() => {}),
);
tell(
  'a number that is none',
  spidev,
  iow(0x6b, 9, 32),
  transfer(() => {}),
);
tell(
  'a size of no whole transfer',
  spidev,
  iow(0x6b, 0, 33),
  transfer(() => {}),
);
tell(
  'padding that is set',
  spidev,
  spi.SPI_IOC_MESSAGE_1,
  transfer((view) => view.setUint8(31, 1)),
);
tell(
  'bytes beyond the limit',
  spidev,
  spi.SPI_IOC_MESSAGE_1,
  transfer((view) => view.setUint32(16, 4097, true)),
);
tell(
  'an address that is none',
  spidev,
  spi.SPI_IOC_MESSAGE_1,
  transfer((view) => view.setBigUint64(0, 8n, true)),
);
tell('words of 9 bits', spidev, spi.SPI_IOC_WR_BITS_PER_WORD, Uint8Array.of(9));
tell('no clock', spidev, spi.SPI_IOC_WR_MAX_SPEED_HZ, new Uint8Array(4));
tell('a GPIO request of an SPI device', spidev, gpio.GPIO_GET_CHIPINFO_IOCTL, new Uint8Array(68));
tell(
  'an SPI request of a GPIO chip',
  chip,
  spi.SPI_IOC_MESSAGE_1,
  transfer(() => {}),
);
tell(
  'padding in a line request',
  chip,
  gpio.GPIO_V2_GET_LINE_IOCTL,
  request((view) => view.setUint32(568, 1, true)),
);
tell(
  'padding in its config',
  chip,
  gpio.GPIO_V2_GET_LINE_IOCTL,
  request((view) => view.setUint32(300, 1, true)),
);
tell(
  'an unknown flag',
  chip,
  gpio.GPIO_V2_GET_LINE_IOCTL,
  request((view) => view.setUint32(288, 1 << 20, true)),
);
tell(
  'no lines',
  chip,
  gpio.GPIO_V2_GET_LINE_IOCTL,
  request((view) => view.setUint32(560, 0, true)),
);

const granted = request(() => {});
tell('a right request', chip, gpio.GPIO_V2_GET_LINE_IOCTL, granted);
tell(
  'the same again',
  chip,
  gpio.GPIO_V2_GET_LINE_IOCTL,
  request(() => {}),
);
const line = gpio.readLineFd(granted);
tell('a mask without lines', line, gpio.GPIO_V2_LINE_SET_VALUES_IOCTL, new Uint8Array(16));
tell('a chip request of a line', line, gpio.GPIO_GET_CHIPINFO_IOCTL, new Uint8Array(68));

for (const fd of [line, chip, spidev]) closeSync(fd);
process.stdout.write(JSON.stringify(answers));

function tell(what: string, fd: number, number: number, argument: Uint8Array): void {
  try {
    answers[what] = `${libc.ioctl(fd, number, argument)}`;
  } catch (error) {
    answers[what] = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
