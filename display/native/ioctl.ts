/**
 * Numbers of ioctl requests, as include/uapi/asm-generic/ioctl.h makes them on x86 and arm:
 *
 *     bits   31 30       29 ... 16       15 ... 8   7 ... 0
 *            direction   bytes (14 bits) type       number
 *
 * direction: 1 the kernel reads the argument (_IOW), 2 it writes it (_IOR), 3 both (_IOWR).
 */
export function ioctlRequest(direction: 1 | 2 | 3, type: number, number: number, bytes: number): number {
  // >>> 0: direction 2 and 3 set the sign bit, and a C unsigned long is wanted.
  return ((direction << 30) | (bytes << 16) | (type << 8) | number) >>> 0;
}

/** The argument goes to the kernel. */
export const iow = (type: number, number: number, bytes: number): number => ioctlRequest(1, type, number, bytes);

/** The argument comes from the kernel. */
export const ior = (type: number, number: number, bytes: number): number => ioctlRequest(2, type, number, bytes);

/** Both. */
export const iowr = (type: number, number: number, bytes: number): number => ioctlRequest(3, type, number, bytes);
