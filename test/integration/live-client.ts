import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import { applyMergePatch } from '../../daemon/protocol/merge-patch.js';
import { ServerMessage } from '../../daemon/protocol/messages.js';
import { decodePreviewFrame } from '../../daemon/protocol/preview-frame.js';
import { State } from '../../daemon/protocol/state.js';

export interface SeenFrame {
  width: number;
  height: number;
  sequence: number;
  pixels: Buffer;
}

/** A client of /api/live that decodes everything as the page does, and fails where it would not understand. */
export class LiveClient {
  readonly #socket: WebSocket;
  readonly #events = new EventEmitter<{ state: []; frame: [SeenFrame]; error: [Error] }>();
  #state: State | undefined;
  #revision = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      try {
        if (isBinary) this.#receiveFrame(data);
        else this.#receive(ServerMessage.parse(JSON.parse(data.toString())));
      } catch (error) {
        this.#events.emit('error', error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** @param test closes the connection at its end. */
  static async connect(url: string, test?: { teardown(end: () => void): void }): Promise<LiveClient> {
    const address = new URL('api/live', url);
    address.protocol = 'ws:';
    const socket = new WebSocket(address);
    const client = new LiveClient(socket);
    test?.teardown(() => client.close());
    await once(socket, 'open');
    return client;
  }

  /** As it is known now; waits for the snapshot. */
  state(): Promise<State> {
    return this.until(() => true);
  }

  /** Resolves with the first state that fulfils `condition`, now or later. */
  async until(condition: (state: State) => boolean): Promise<State> {
    while (!this.#state || !condition(this.#state)) await once(this.#events, 'state');
    return this.#state;
  }

  /** The next so many preview frames. */
  async frames(count: number): Promise<SeenFrame[]> {
    const seen: SeenFrame[] = [];
    this.#socket.send(JSON.stringify({ type: 'preview', on: true }));
    while (seen.length < count) {
      const [frame] = (await once(this.#events, 'frame')) as [SeenFrame];
      seen.push(frame);
    }
    this.#socket.send(JSON.stringify({ type: 'preview', on: false }));
    return seen;
  }

  close(): void {
    this.#socket.close();
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'error') throw new Error(message.message);
    if (message.type === 'snapshot') {
      this.#state = message.state;
    } else {
      if (message.revision !== this.#revision + 1)
        throw new Error(`${this.#revision} was followed by ${message.revision}`);
      this.#state = State.parse(applyMergePatch(this.#state, message.patch));
    }
    this.#revision = message.revision;
    this.#events.emit('state');
  }

  #receiveFrame(data: Buffer): void {
    const frame = decodePreviewFrame(new Uint8Array(data).buffer);
    if (!frame) throw new Error(`no preview frame: ${data.length} bytes`);
    this.#events.emit('frame', { ...frame, pixels: Buffer.from(frame.pixels) });
  }
}
