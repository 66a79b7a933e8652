import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '../../daemon/protocol/state.js';
import { freePort } from '../integration/free-port.js';
import { getState } from '../integration/rest-client.js';
import { ConsoleLine } from './console-line.js';
import type { GuestKernel } from './kernel.js';
import { Qmp } from './qmp.js';
import { parseScreen, type Screen } from './screen.js';

/** Emulation without KVM, on a machine that does other things as well. */
const PATIENCE_MS = 600_000;

/** Seldom enough that an emulated computer has time for something else than to answer. */
const LOOK_MS = 500;

/** How the guest sees its screen: what stands in for a panel, or the firmware's framebuffer in a mode of VESA's. */
export type Glass = { kind: 'cirrus' } | { kind: 'vesa'; mode: number };

export interface MachineOptions {
  kernel: GuestKernel;
  /** QEMU's words for it (acceleration.ts). */
  acceleration: readonly string[];
  /** An ext4 image, written to. */
  disk: string;
  /** For sockets and pictures; its path must be short (108 bytes for a socket's). */
  folder: string;
  glass?: Glass;
}

/** A computer in QEMU that boots framed. */
export class Machine {
  readonly url: string;
  readonly console: ConsoleLine;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #qmp: Qmp;

  private constructor(url: string, folder: string, process: ChildProcess, qmp: Qmp, console: ConsoleLine) {
    this.url = url;
    this.#folder = folder;
    this.#process = process;
    this.#qmp = qmp;
    this.console = console;
  }

  /** Switches it on. Resolves when its console listens, which is before framed plays. */
  static async boot({ glass = { kind: 'cirrus' }, ...options }: MachineOptions): Promise<Machine> {
    const { folder } = options;
    const port = await freePort();
    const sockets = { qmp: join(folder, 'qmp'), console: join(folder, 'console') };
    for (const path of Object.values(sockets)) rmSync(path, { force: true });
    const process = spawn('qemu-system-x86_64', words({ ...options, glass, port, sockets }), {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await until(() => existsSync(sockets.qmp) && existsSync(sockets.console), 'QEMU opens its sockets');
    const qmp = await Qmp.connect(sockets.qmp);
    const console = await within(ConsoleLine.connect(sockets.console), 'the guest has a console');
    return new Machine(`http://127.0.0.1:${port}/`, folder, process, qmp, console);
  }

  /** Resolves with the state when framed plays and serves. */
  async plays(): Promise<State> {
    let state: State | undefined;
    await until(async () => {
      state = await getState(this.url).catch(() => undefined);
      if ((state?.player.stats.presented ?? 0) === 0) return false;
      // It serves a moment before its state is complete; by the time it calls itself ready it is.
      if ((await this.console.run('systemctl is-active framed')).output !== 'active') return false;
      state = await getState(this.url);
      return true;
    }, 'framed plays');
    if (state === undefined) throw new Error('framed says nothing.');
    return state;
  }

  /** What the card shows now. */
  async screen(): Promise<Screen> {
    const filename = join(this.#folder, 'screen.ppm');
    await this.#qmp.execute('screendump', { filename });
    return parseScreen(await readFile(filename));
  }

  /** Pulls the plug: what is not on the disk by now is lost. */
  async cutPower(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
    this.#qmp.close();
    this.console.close();
  }

  /** Shuts it down as people should. */
  async shutDown(): Promise<void> {
    const exited = once(this.#process, 'exit');
    void this.console.run('systemctl poweroff').catch(() => {});
    await within(exited, 'the guest shuts down');
    this.#qmp.close();
    this.console.close();
  }
}

interface QemuOptions extends Required<MachineOptions> {
  port: number;
  sockets: { qmp: string; console: string };
}

function words({ kernel, acceleration, disk, folder, glass, port, sockets }: QemuOptions): string[] {
  const isCirrus = glass.kind === 'cirrus';
  const commandLine = [
    'console=ttyS0 quiet panic=-1 net.ifnames=0 vt.global_cursor_default=0 systemd.show_status=0 systemd.journald.forward_to_console=1',
    'modprobe.blacklist=cirrus,bochs,cirrusfb',
    ...(isCirrus ? ['framed.glass=cirrusfb'] : [`vga=${glass.mode}`]),
  ].join(' ');
  return [
    ...['-machine', 'pc', ...acceleration, '-m', '512', '-smp', '2', '-display', 'none', '-no-reboot'],
    ...['-vga', isCirrus ? 'cirrus' : 'std'],
    ...['-kernel', kernel.image, '-initrd', kernel.initrd, '-append', commandLine],
    // What the guest has flushed, or the kernel written back, outlives QEMU in this machine's page cache; the rest is lost with it.
    ...['-drive', `file=${disk},if=virtio,format=raw,cache=unsafe`],
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-10.0.2.15:80`],
    ...['-device', 'virtio-net-pci,netdev=net', '-device', 'virtio-rng-pci'],
    ...['-serial', `file:${join(folder, 'serial.log')}`, '-serial', `unix:${sockets.console},server=on,wait=off`],
    ...['-qmp', `unix:${sockets.qmp},server=on,wait=off`, '-monitor', 'none'],
  ];
}

/** Asks again and again; gives up when nobody would wait any longer. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`It did not come about in ${PATIENCE_MS / 1000} s that ${what}.`);
    await sleep(LOOK_MS);
  }
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const tooLate = new AbortController();
  const timeout = sleep(PATIENCE_MS, undefined, { signal: tooLate.signal }).then(() => {
    throw new Error(`It did not come about in ${PATIENCE_MS / 1000} s that ${what}.`);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    tooLate.abort();
    timeout.catch(() => {});
  }
}
