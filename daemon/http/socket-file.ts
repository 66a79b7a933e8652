import { chmod, lstat, mkdir, mkdtemp, rename, rm, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { FramedError } from '../errors.js';

/** sun_path of unix(7) has 108 bytes, a zero at its end included. */
const MAX_PATH_BYTES = 107;

/** Owner and group may connect, which takes the right to write (unix(7)). */
const MODE = 0o660;

/** A unix socket's place in the file system, for as long as somebody listens there. */
export class SocketFile {
  readonly #path: string;
  readonly #inode: bigint;

  private constructor(path: string, inode: bigint) {
    this.#path = path;
    this.#inode = inode;
  }

  /**
   * Lets `listen` make a socket, and puts it at `path` with its rights already set, over one that nobody listens on any more (a daemon
   * that was killed leaves its own). The folder is created where it is missing.
   *
   * Throws 'socket-in-use' where somebody answers there, 'socket-path-taken' where something else lies there, 'socket-path-too-long',
   * or Node's error.
   */
  static async claim(path: string, listen: (path: string) => Promise<unknown>): Promise<SocketFile> {
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseWhereTaken(path);
    // In a folder of our own until its rights are right: whoever connects in between would stay connected. Not by join(), which takes the
    // dot for the folder itself: the draft would be beside it, where a service may not write.
    const nursery = await mkdtemp(`${folder}/.`);
    try {
      const draft = join(nursery, 's');
      checkLength(path);
      checkLength(draft);
      await listen(draft);
      await chmod(draft, MODE);
      await rename(draft, path);
    } finally {
      await rm(nursery, { recursive: true, force: true });
    }
    return new SocketFile(path, (await lstat(path, { bigint: true })).ino);
  }

  /** Takes it away, unless another daemon has put its own there. May be called twice. */
  async release(): Promise<void> {
    const stats = await lstat(this.#path, { bigint: true }).catch(() => undefined);
    if (stats?.ino === this.#inode) await unlink(this.#path).catch(() => {});
  }
}

function checkLength(path: string): void {
  const bytes = Buffer.byteLength(path);
  if (bytes <= MAX_PATH_BYTES) return;
  throw new FramedError(
    'socket-path-too-long',
    `${path} has ${bytes} bytes; the path of a socket may have ${MAX_PATH_BYTES}. Give another one with --socket.`,
  );
}

async function refuseWhereTaken(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return;
  if (!stats.isSocket()) {
    throw new FramedError('socket-path-taken', `${path} is there already and is no socket; give another --socket.`);
  }
  if (await answers(path)) {
    throw new FramedError(
      'socket-in-use',
      `Another framed runs and answers on ${path}; stop that one, or give this one another --data and --socket.`,
    );
  }
}

/** False only where it is certain that nobody listens. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}
