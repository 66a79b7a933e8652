import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

/** What {@link CONSOLE_SERVICE} prints after each command. */
const END = /=END (\d+)=\r?\n/;

/** Runs in the guest as root: takes a line from the second serial port, runs it, and says its exit code. */
export const CONSOLE_SCRIPT = `#!/bin/bash
exec </dev/ttyS1 >/dev/ttyS1 2>&1
stty raw -echo
echo "=END 0="
while IFS= read -r line; do
  bash -c "$line" </dev/null
  echo "=END $?="
done
`;

export const CONSOLE_SERVICE = `[Unit]
Description=a console for the test
DefaultDependencies=no
After=sysinit.target
[Service]
ExecStart=/usr/local/bin/test-console
Restart=always
RestartSec=1
[Install]
WantedBy=sysinit.target
`;

/** A root shell in the guest, over a serial line. */
export class ConsoleLine {
  readonly #socket: Socket;
  #text = '';
  #heard: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.#text += text;
      this.#heard();
    });
    socket.on('close', () => this.#heard());
    socket.on('error', () => {});
  }

  /** Resolves when the guest listens. */
  static async connect(path: string): Promise<ConsoleLine> {
    const socket = createConnection(path);
    await once(socket, 'connect');
    const line = new ConsoleLine(socket);
    await line.#answer();
    return line;
  }

  /** Runs a line of bash; resolves with what it printed, whatever its exit code. */
  async run(command: string): Promise<{ code: number; output: string }> {
    this.#socket.write(`${command}\n`);
    return this.#answer();
  }

  close(): void {
    this.#socket.destroy();
  }

  async #answer(): Promise<{ code: number; output: string }> {
    for (;;) {
      const end = END.exec(this.#text);
      if (end) {
        const output = this.#text.slice(0, end.index);
        this.#text = this.#text.slice(end.index + end[0].length);
        return { code: Number(end[1]), output: output.replaceAll('\r', '').trim() };
      }
      if (this.#socket.destroyed) throw new Error(`the console's line is cut; it said: ${this.#text}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}
