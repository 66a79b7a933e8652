import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Binds a unix datagram socket, as systemd does, and prints each datagram as a line of JSON. Node has no such socket. */
const RECEIVER = `
import json, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(chr(0) + sys.argv[1][1:] if sys.argv[1].startswith('@') else sys.argv[1])
print('"bound"', flush=True)
while True:
    print(json.dumps(s.recv(4096).decode()), flush=True)
`;

/** What systemd would be, to a service that speaks to it: a real datagram socket in another process. */
export class NotifyReceiver {
  readonly address: string;
  readonly messages: string[] = [];
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #heard = new Set<() => void>();

  private constructor(address: string, folder: string, child: ChildProcess) {
    this.address = address;
    this.#folder = folder;
    this.#child = child;
  }

  /** @param address default: a path. Not in a test's own folder, whose name is longer than the 108 bytes that a socket's may have. */
  static async start(address?: string): Promise<NotifyReceiver> {
    const folder = await mkdtemp(join(tmpdir(), 'framed-notify-'));
    return NotifyReceiver.#bind(folder, address ?? join(folder, 'notify.sock'));
  }

  static async #bind(folder: string, address: string): Promise<NotifyReceiver> {
    const child = spawn('python3', ['-c', RECEIVER, address], { stdio: ['ignore', 'pipe', 'inherit'] });
    const receiver = new NotifyReceiver(address, folder, child);
    const lines = createInterface({ input: child.stdout });
    await once(lines, 'line');
    lines.on('line', (line) => {
      const message: unknown = JSON.parse(line);
      receiver.messages.push(String(message));
      for (const callback of receiver.#heard) callback();
    });
    return receiver;
  }

  /** Resolves with the first message, of those that came already or will, that begins so. */
  async message(start: string): Promise<string> {
    for (;;) {
      const found = this.messages.find((message) => message.startsWith(start));
      if (found !== undefined) return found;
      await this.nextMessage();
    }
  }

  nextMessage(): Promise<void> {
    return new Promise((resolve) => {
      const heard = () => {
        this.#heard.delete(heard);
        resolve();
      };
      this.#heard.add(heard);
    });
  }

  /** systemd is busy: nothing is read until {@link goOn}. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    // Where the test paused it, too.
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
    await rm(this.#folder, { recursive: true });
  }
}
