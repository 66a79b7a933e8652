import { ior, iowr } from './ioctl.js';

/**
 * Requests and structures of include/uapi/linux/gpio.h, version 2 of the character device (Linux 5.10 and later). Little-endian; every
 * structure is aligned by hand in the header, so 32-bit and 64-bit processes agree. Padding must be zero, or the kernel says EINVAL.
 */

const GPIO_MAGIC = 0xb4;
const NAME_BYTES = 32;

/** sizeof(struct gpiochip_info): name 32, label 32, lines u32. */
export const CHIP_INFO_BYTES = 68;

/** _IOR(0xb4, 1, 68 bytes): 0x8044b401 */
export const GPIO_GET_CHIPINFO_IOCTL = ior(GPIO_MAGIC, 0x01, CHIP_INFO_BYTES);

/** sizeof(struct gpio_v2_line_info): name 32, consumer 32, offset, num_attrs, flags 16, 10 attributes of 16, padding 16. */
export const LINE_INFO_BYTES = 256;

/** _IOWR(0xb4, 5, 256 bytes): 0xc100b405 */
export const GPIO_V2_GET_LINEINFO_IOCTL = iowr(GPIO_MAGIC, 0x05, LINE_INFO_BYTES);

/** sizeof(struct gpio_v2_line_request): 64 offsets of 4, consumer 32, config 272, num_lines, event_buffer_size, padding 20, fd. */
export const LINE_REQUEST_BYTES = 592;

/** _IOWR(0xb4, 7, 592 bytes): 0xc250b407 */
export const GPIO_V2_GET_LINE_IOCTL = iowr(GPIO_MAGIC, 0x07, LINE_REQUEST_BYTES);

/** sizeof(struct gpio_v2_line_values): bits u64, mask u64. */
export const LINE_VALUES_BYTES = 16;

/** _IOWR(0xb4, 0x0f, 16 bytes): 0xc010b40f */
export const GPIO_V2_LINE_SET_VALUES_IOCTL = iowr(GPIO_MAGIC, 0x0f, LINE_VALUES_BYTES);

/** _IOWR(0xb4, 0x0e, 16 bytes): 0xc010b40e */
export const GPIO_V2_LINE_GET_VALUES_IOCTL = iowr(GPIO_MAGIC, 0x0e, LINE_VALUES_BYTES);

/** enum gpio_v2_line_flag */
export const GPIO_V2_LINE_FLAG_USED = 1 << 0;
export const GPIO_V2_LINE_FLAG_INPUT = 1 << 2;
export const GPIO_V2_LINE_FLAG_OUTPUT = 1 << 3;
export const GPIO_V2_LINE_FLAG_EDGE_RISING = 1 << 4;
export const GPIO_V2_LINE_FLAG_EDGE_FALLING = 1 << 5;
export const GPIO_V2_LINE_FLAG_BIAS_PULL_UP = 1 << 8;
export const GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN = 1 << 9;
export const GPIO_V2_LINE_FLAG_BIAS_DISABLED = 1 << 10;

/** enum gpio_v2_line_attr_id */
const GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES = 2;
const GPIO_V2_LINE_ATTR_ID_DEBOUNCE = 3;

/** What the kernel calls the chip (its label), from a filled struct gpiochip_info. */
export function readChipLabel(info: Uint8Array): string {
  return readName(info, NAME_BYTES);
}

/** A struct gpio_v2_line_info that asks about `line`. */
export function lineInfoOf(line: number): Uint8Array {
  const info = new Uint8Array(LINE_INFO_BYTES);
  viewOf(info).setUint32(64, line, true);
  return info;
}

/** Who holds the line: the name it gave, which may be empty; undefined: nobody. */
export function readConsumer(info: Uint8Array): string | undefined {
  const isUsed = (viewOf(info).getUint32(72, true) & GPIO_V2_LINE_FLAG_USED) !== 0;
  return isUsed ? readName(info, NAME_BYTES) : undefined;
}

export interface LineRequest {
  readonly line: number;
  /** GPIO_V2_LINE_FLAG_*, added together. */
  readonly flags: number;
  /** Of an output, from the first moment on; undefined for an input. */
  readonly value?: boolean;
  /** Shown by gpioinfo; at most 31 bytes. */
  readonly consumer: string;
}

/**
 * A struct gpio_v2_line_request for one line.
 *
 *     offset   0 offsets[64]   256 consumer   288 config: flags u64, 296 num_attrs u32, 320 attrs[0]: id u32, 328 values u64, 336 mask u64
 *              560 num_lines   564 event_buffer_size   588 fd
 */
export function lineRequest({ line, flags, value, consumer }: LineRequest): Uint8Array {
  const request = new Uint8Array(LINE_REQUEST_BYTES);
  const view = viewOf(request);
  view.setUint32(0, line, true);
  request.set(new TextEncoder().encode(consumer).subarray(0, NAME_BYTES - 1), 256);
  view.setBigUint64(288, BigInt(flags), true);
  if (value !== undefined) {
    view.setUint32(296, 1, true);
    view.setUint32(320, GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES, true);
    view.setUint32(328, Number(value), true);
    view.setUint32(336, 1, true);
  }
  view.setUint32(560, 1, true);
  return request;
}

export interface InputRequest {
  readonly line: number;
  /** GPIO_V2_LINE_FLAG_*, added together. */
  readonly flags: number;
  /** A level that lasts less than this is no event; 0: every edge is one. */
  readonly debounceUs: number;
  readonly consumer: string;
}

/** A struct gpio_v2_line_request for one input whose edges are wanted. */
export function inputRequest({ line, flags, debounceUs, consumer }: InputRequest): Uint8Array {
  const request = lineRequest({ line, flags, consumer });
  if (debounceUs === 0) return request;
  const view = viewOf(request);
  view.setUint32(296, 1, true);
  view.setUint32(320, GPIO_V2_LINE_ATTR_ID_DEBOUNCE, true);
  view.setUint32(328, debounceUs, true);
  view.setUint32(336, 1, true);
  return request;
}

/** sizeof(struct gpio_v2_line_event): timestamp_ns u64, id, offset, seqno, line_seqno, padding 24. */
export const LINE_EVENT_BYTES = 48;

const GPIO_V2_LINE_EVENT_RISING_EDGE = 1;

/** The struct gpio_v2_line_event at `offset`: a read of a line gives whole ones. */
export function readLineEvent(bytes: Uint8Array, offset: number): { timestampNs: bigint; isRising: boolean } {
  const view = viewOf(bytes);
  return {
    timestampNs: view.getBigUint64(offset, true),
    isRising: view.getUint32(offset + 8, true) === GPIO_V2_LINE_EVENT_RISING_EDGE,
  };
}

/** A struct gpio_v2_line_values that asks for the level of the only line of a request. */
export function askForLevel(): Uint8Array {
  const values = new Uint8Array(LINE_VALUES_BYTES);
  values[8] = 1;
  return values;
}

/** The line's own file descriptor, from a request that the kernel granted. */
export function readLineFd(request: Uint8Array): number {
  return viewOf(request).getInt32(588, true);
}

/** A struct gpio_v2_line_values for the only line of a request. */
export function lineValues(value: boolean): Uint8Array {
  const values = new Uint8Array(LINE_VALUES_BYTES);
  values[0] = Number(value);
  values[8] = 1;
  return values;
}

function readName(bytes: Uint8Array, offset: number): string {
  const name = bytes.subarray(offset, offset + NAME_BYTES);
  const end = name.indexOf(0);
  return new TextDecoder().decode(end < 0 ? name : name.subarray(0, end));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
