import { ior, iow } from './ioctl.js';

/** Requests and structures of include/uapi/linux/spi/spidev.h. Little-endian, as every Pi is; the same for 32-bit and 64-bit processes. */

/** 'k' */
const SPI_IOC_MAGIC = 0x6b;

/** sizeof(struct spi_ioc_transfer) */
const TRANSFER_BYTES = 32;

/** _IOW('k', 0, 1 * 32 bytes): 0x40206b00. One transfer a message: more would share the same limit in bytes, and DC can't change between. */
export const SPI_IOC_MESSAGE_1 = iow(SPI_IOC_MAGIC, 0, TRANSFER_BYTES);

/** _IOW('k', 3, u8): 0x40016b03 */
export const SPI_IOC_WR_BITS_PER_WORD = iow(SPI_IOC_MAGIC, 3, 1);

/** _IOW('k', 4, u32): 0x40046b04 */
export const SPI_IOC_WR_MAX_SPEED_HZ = iow(SPI_IOC_MAGIC, 4, 4);

/** _IOR('k', 4, u32): 0x80046b04 */
export const SPI_IOC_RD_MAX_SPEED_HZ = ior(SPI_IOC_MAGIC, 4, 4);

/** _IOW('k', 5, u32): 0x40046b05 */
export const SPI_IOC_WR_MODE32 = iow(SPI_IOC_MAGIC, 5, 4);

/**
 * A struct spi_ioc_transfer: bytes to send, none to receive, speed and word as set for the device. Made once, since only its length changes.
 *
 *     offset   0 tx_buf u64   8 rx_buf u64   16 len u32   20 speed_hz u32   24 delay_usecs u16   26 bits_per_word ... 31 pad
 */
export class SpiTransfer {
  readonly bytes = new Uint8Array(new ArrayBuffer(TRANSFER_BYTES));
  readonly #view = new DataView(this.bytes.buffer);

  /** @param address of the bytes to send. */
  constructor(address: bigint) {
    this.#view.setBigUint64(0, address, true);
  }

  /** How many bytes to send. */
  set length(length: number) {
    this.#view.setUint32(16, length, true);
  }
}
