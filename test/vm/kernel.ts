import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** What the guest needs before its root is mounted, and the framebuffer that stands in for a panel. Those they need come along. */
const MODULES = ['virtio_pci', 'virtio_blk', 'virtio_net', 'ext4', 'cirrusfb'];

/** Crypto that ext4 asks for by name, which its list of dependencies does not tell. */
const UNDECLARED = ['crc32c_generic'];

export interface GuestKernel {
  image: string;
  initrd: string;
}

/** Debian's kernel for this machine's release (not the cloud one, which has no framebuffer) and a small initrd, made once. */
export function guestKernel(cache: string): GuestKernel {
  const folder = join(cache, 'kernel');
  const kernel = { image: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd') };
  if (existsSync(kernel.initrd)) return kernel;
  const scratch = mkdtempSync(join(tmpdir(), 'framed-vm-kernel-'));
  try {
    unpackKernel(scratch);
    mkdirSync(folder, { recursive: true });
    const [image] = readdirSync(join(scratch, 'boot')).filter((name) => name.startsWith('vmlinuz-'));
    cpSync(join(scratch, 'boot', image ?? ''), kernel.image);
    buildInitrd(scratch, `${kernel.initrd}.unfinished`);
    renameSync(`${kernel.initrd}.unfinished`, kernel.initrd);
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return kernel;
}

function unpackKernel(folder: string): void {
  const depends = execFileSync('apt-cache', ['depends', 'linux-image-amd64'], { encoding: 'utf8' });
  const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
  if (name === undefined) throw new Error('apt knows no linux-image-amd64: apt-get update');
  execFileSync('apt-get', ['download', '-qq', name], { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
  const [deb] = readdirSync(folder).filter((file) => file.endsWith('.deb'));
  execFileSync('dpkg-deb', ['-x', join(folder, deb ?? ''), folder]);
}

function buildInitrd(unpacked: string, path: string): void {
  const root = join(unpacked, 'initrd');
  for (const name of ['bin', 'modules', 'dev', 'proc', 'sys', 'root']) mkdirSync(join(root, name), { recursive: true });
  cpSync('/bin/busybox', join(root, 'bin/busybox'));
  const order = inOrder(modulesIn(unpacked), [...UNDECLARED, ...MODULES]);
  for (const file of order) cpSync(file, join(root, 'modules', basename(file)));
  writeFileSync(join(root, 'init'), initScript(order.map((file) => basename(file))));
  chmodSync(join(root, 'init'), 0o755);
  execFileSync('sh', ['-c', 'find . | cpio --quiet -o -H newc | gzip -1 > "$0"', path], { cwd: root });
}

function initScript(modules: readonly string[]): string {
  return `#!/bin/busybox sh
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
# The stand-in for a panel only where the test asks for it: its driver and the firmware's framebuffer race for the card.
${modules.map((name) => (name === 'cirrusfb.ko' ? `/bin/busybox grep -q cirrusfb /proc/cmdline && /bin/busybox insmod /modules/${name} mode_option=320x240-16@60` : `/bin/busybox insmod /modules/${name}`)).join('\n')}
while [ ! -b /dev/vda ]; do /bin/busybox sleep 0.1; done
/bin/busybox mount -t ext4 -o commit=300 /dev/vda /root
/bin/busybox umount /proc /sys
exec /bin/busybox switch_root /root /sbin/init
`;
}

function modulesIn(unpacked: string): Map<string, string> {
  const folder = join(unpacked, 'lib/modules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ko'));
  return new Map(files.map((file) => [basename(file, '.ko').replaceAll('-', '_'), join(folder, file)]));
}

/** Files of the modules, each after those it needs. */
function inOrder(files: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  const order = new Set<string>();
  const add = (name: string): void => {
    const file = files.get(name.replaceAll('-', '_'));
    if (file === undefined) return;
    for (const needed of dependenciesOf(file)) add(needed);
    order.add(file);
  };
  for (const name of names) add(name);
  return [...order];
}

/** The `depends=` of a module's .modinfo section. */
function dependenciesOf(file: string): string[] {
  const bytes = readFileSync(file).toString('latin1');
  const list = /\0depends=([^\0]*)\0/.exec(bytes)?.[1] ?? '';
  return list.split(',').filter((name) => name !== '');
}
