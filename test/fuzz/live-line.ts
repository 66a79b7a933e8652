import { connect, type Socket } from 'node:net';
import { Misbehaviour } from './misbehaviour.js';

export interface FrameFields {
  readonly opcode?: number;
  readonly isLast?: boolean;
  /** Three bits that mean nothing. */
  readonly reserved?: number;
  readonly isMasked?: boolean;
  /** What is said in place of the payload's length. */
  readonly length?: number;
}

const MASK = Buffer.from([1, 2, 3, 4]);

/** A frame as a client sends it (RFC 6455 section 5.2). */
export function clientFrame(payload: Buffer, fields: FrameFields = {}): Buffer {
  const { opcode = 1, isLast = true, reserved = 0, isMasked = true, length = payload.length } = fields;
  const short = length < 126 ? length : length < 65_536 ? 126 : 127;
  const head = Buffer.alloc(2 + (short === 126 ? 2 : short === 127 ? 8 : 0));
  head[0] = (isLast ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (isMasked ? 0x80 : 0) | short;
  if (short === 126) head.writeUInt16BE(length, 2);
  if (short === 127) head.writeBigUInt64BE(BigInt(length), 2);
  if (!isMasked) return Buffer.concat([head, payload]);
  return Buffer.concat([head, MASK, payload.map((byte, index) => byte ^ (MASK[index % 4] ?? 0))]);
}

const FAREWELL = Buffer.from('that was all');
/** A ping whose pong says that everything before it was read. */
export const END = clientFrame(FAREWELL, { opcode: 9 });

/** An address may open a hundred WebSockets at once; all of 127.0.0.0/8 is this machine. */
const PER_ADDRESS = 50;
/** After which nobody says anything any more. */
const SILENCE_MS = 25;

/** One connection to the WebSocket, which says what it is given. */
export class LiveLine {
  readonly #socket: Socket;
  #ending = 'nothing';

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** @param number how many there were before: every fifty come from another address. */
  static async open(port: number, number: number): Promise<LiveLine> {
    const household = 1 + Math.floor(number / PER_ADDRESS);
    const localAddress = `127.${1 + (household >> 16)}.${(household >> 8) & 255}.${household & 255}`;
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    // A reset is how some of them end.
    socket.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('close', () => reject(new Misbehaviour('no connection was taken')));
    });
    return new LiveLine(socket);
  }

  /** How it ended: 'taken' where all was read, 'closed' by the other end, or 'nothing'. */
  get ending(): string {
    return this.#ending;
  }

  /** Resolves with what was heard, when all was read, or the other end has closed it, or says nothing more. */
  async say(bytes: Buffer): Promise<Buffer> {
    const heard: Buffer[] = [];
    await new Promise<void>((resolve) => {
      const silence = setTimeout(resolve, SILENCE_MS);
      this.#socket.on('data', (piece) => {
        heard.push(piece);
        silence.refresh();
        if (!piece.includes(FAREWELL)) return;
        this.#ending = 'taken';
        clearTimeout(silence);
        resolve();
      });
      this.#socket.on('close', () => {
        this.#ending = 'closed';
        clearTimeout(silence);
        resolve();
      });
      this.#socket.write(bytes);
    });
    this.#socket.destroy();
    return Buffer.concat(heard);
  }
}
