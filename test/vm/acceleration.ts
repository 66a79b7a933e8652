import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GuestKernel } from './kernel.js';

/** A kernel says its first line within a fraction of a second. */
const PATIENCE_MS = 5000;

/** Emulation: a core of this machine for each of the guest's. */
const EMULATION = ['-accel', 'tcg,thread=multi'];
const KVM = ['-accel', 'kvm', '-cpu', 'host'];

/**
 * How QEMU runs the guest. That KVM's node exists and opens does not say that a guest gets anywhere with it (machines within machines), so a
 * kernel is booted with it, until it says something.
 */
export async function acceleration({ image }: GuestKernel): Promise<string[]> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return EMULATION;
  }
  const words = [
    ...['-machine', 'pc', ...KVM, '-m', '128', '-display', 'none', '-no-reboot', '-monitor', 'none'],
    ...['-kernel', image, '-append', 'console=ttyS0 panic=-1', '-serial', 'stdio'],
  ];
  const qemu = spawn('qemu-system-x86_64', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(qemu, 'exit');
  const speaks = await Promise.race([
    new Promise<boolean>((resolve) => {
      let said = '';
      qemu.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString('latin1');
        if (said.includes('Linux version')) resolve(true);
      });
    }),
    exited.then(() => false),
    sleep(PATIENCE_MS, false, { ref: false }),
  ]);
  qemu.kill('SIGKILL');
  await exited;
  return speaks ? KVM : EMULATION;
}
