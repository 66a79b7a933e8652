import { getSystemErrorName } from 'node:util';
import { DisplayError } from '../display.js';

/** The three things that Node has no call for. Devices are opened and closed by node:fs. */
export interface Libc {
  /**
   * ioctl(2). The kernel may read and write `argument` during the call only.
   *
   * @param request computed by ioctl.ts.
   * @throws SystemCallError
   */
  ioctl(fd: number, request: number, argument: Uint8Array): number;

  /**
   * poll(2): blocks this thread until one of the descriptors can be read, or for `timeoutMs`. Returns how many can.
   *
   * @param pollfds of struct pollfd: fd i32, events i16, revents i16; the kernel fills in the last.
   * @throws SystemCallError
   */
  poll(pollfds: Uint8Array, count: number, timeoutMs: number): number;

  /**
   * Where `memory` lies, for structures that hold pointers. It stays there as long as the caller keeps `memory` (the backing store of an
   * ArrayBuffer is never moved), provided that it was made with `new Uint8Array(new ArrayBuffer(n))`: V8 may keep short arrays in its
   * own heap.
   */
  addressOf(memory: Uint8Array): bigint;
}

/** A system call that failed; `code` is the name of errno, such as "EBUSY", as in Node's own errors. */
export class SystemCallError extends Error {
  readonly code: string;

  constructor(call: string, errno: number) {
    const code = getSystemErrorName(-errno);
    super(`${call} failed: ${code}`);
    this.name = 'SystemCallError';
    this.code = code;
  }
}

/**
 * The C library of this process, called through koffi (prebuilt for every Pi; any number of threads may load it).
 *
 * The symbols are those of the process and not of "libc.so.6": whatever is preloaded comes first, which is how tests stand in for the kernel.
 *
 * @throws DisplayError 'native-missing' where koffi has no binary for this machine.
 */
export async function loadLibc(): Promise<Libc> {
  const { default: koffi } = await import('koffi').catch((cause: unknown) => {
    throw new DisplayError(
      'native-missing',
      `koffi, which calls the kernel's SPI and GPIO, can't be loaded on this ${process.platform}-${process.arch}; run \`npm ci\` on this ` +
        'machine, or use a framebuffer or the virtual panel, which do without.',
      { cause },
    );
  });
  // Declared with a fixed third argument though it is variadic in C: the same registers on x64, arm64 and 32-bit arm, and no type to
  // name at each call.
  const library = koffi.load(null);
  const poll = library.func('int poll(void *fds, unsigned long count, int timeout)');
  const ioctl = library.func('int ioctl(int fd, unsigned long request, void *argument)');
  return {
    ioctl(fd, request, argument) {
      const result: number = ioctl(fd, request, argument);
      if (result < 0) throw new SystemCallError('ioctl', koffi.errno());
      return result;
    },
    poll(pollfds, count, timeoutMs) {
      const result: number = poll(pollfds, count, timeoutMs);
      if (result >= 0) return result;
      // A signal came: as if nothing had happened in this time.
      if (koffi.errno() === koffi.os.errno['EINTR']) return 0;
      throw new SystemCallError('poll', koffi.errno());
    },
    addressOf: (memory) => koffi.address(memory),
  };
}
