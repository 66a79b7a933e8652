import { FramedError } from '../errors.js';

/** Where systemd listens for what a service says of itself: sd_notify(3), "Notes". */
export interface NotifySocket {
  /** Sends one datagram. False: systemd has no room for it now (EAGAIN); it may be sent again later. */
  send(text: string): boolean;
  close(): void;
}

/**
 * Opens the socket that `$NOTIFY_SOCKET` names: a path, or `@name` in the abstract namespace.
 *
 * Node has no unix datagrams, so the C library is called through koffi. The alternative, a `systemd-notify` child for each message, costs
 * 8 ms and a process each time where this costs a microsecond (x64, this project's machine; loading koffi is 10 ms and 3 MB, once, and
 * only under systemd), and would need NotifyAccess=all: then any ffmpeg could say that framed is well, or is another process.
 *
 * @throws FramedError 'notify-socket-invalid'; 'native-missing' where koffi has no binary for this machine.
 */
export async function openNotifySocket(address: string): Promise<NotifySocket> {
  const place = socketAddress(address);
  const { default: koffi } = await import('koffi').catch((cause: unknown) => {
    throw new FramedError(
      'native-missing',
      `koffi, which speaks to systemd, can't be loaded on this ${process.platform}-${process.arch}; run \`npm ci\` on this machine.`,
      { cause },
    );
  });
  const libc = koffi.load(null);
  const socket = libc.func('int socket(int domain, int type, int protocol)');
  const sendto = libc.func('long sendto(int fd, void *text, size_t bytes, int flags, void *to, uint32_t toBytes)');
  const close = libc.func('int close(int fd)');

  const fd: number = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    throw new FramedError('notify-socket-invalid', `No datagram socket is to be had: errno ${koffi.errno()}.`);
  return {
    send(text) {
      const bytes = Buffer.from(text);
      const sent: number = sendto(fd, bytes, bytes.length, MSG_NOSIGNAL, place, place.length);
      if (sent >= 0) return true;
      const errno = koffi.errno();
      if (errno === EAGAIN) return false;
      throw new FramedError('notify-socket-invalid', `${address} ($NOTIFY_SOCKET) takes no message: errno ${errno}.`);
    },
    close: () => void close(fd),
  };
}

/** A sockaddr_un (unix(7)): the family in the machine's byte order, then the name, ended by NUL where it is a path. */
function socketAddress(address: string): Buffer {
  const isAbstract = address.startsWith('@');
  const name = Buffer.from(isAbstract ? `\0${address.slice(1)}` : `${address}\0`);
  if ((!isAbstract && !address.startsWith('/')) || name.length > SUN_PATH_BYTES) {
    throw new FramedError(
      'notify-socket-invalid',
      `$NOTIFY_SOCKET is ${JSON.stringify(address)}; it must be an absolute path or @name, of at most ${SUN_PATH_BYTES - 1} bytes.`,
    );
  }
  const family = Buffer.from(new Uint16Array([AF_UNIX]).buffer);
  return Buffer.concat([family, name]);
}

// Linux, <bits/socket.h> and <asm-generic/errno-base.h>: the same on x64, arm64 and 32-bit arm.
const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const MSG_NOSIGNAL = 0x4000;
const EAGAIN = 11;
const SUN_PATH_BYTES = 108;
