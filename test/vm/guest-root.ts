import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CONSOLE_SCRIPT, CONSOLE_SERVICE } from './console-line.js';

/** In the guest. */
export const DROP_IN_PATH = '/etc/systemd/system/framed.service.d/test.conf';

/** Debian 13, which Raspberry Pi OS is made of: its systemd, its Node, its ffmpeg. */
const RELEASE = 'trixie';
const PACKAGES = ['systemd-sysv', 'udev', 'nodejs', 'ffmpeg', 'libeatmydata1', 'fbset'];

const IMAGE_MB = 1400;

/** The guest's files, made once: a folder of real files, with no mounts in it. */
export function guestRoot(cache: string): string {
  const root = join(cache, 'root');
  if (existsSync(root)) return root;
  const tar = debianTar(cache);
  const unfinished = `${root}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  execFileSync('tar', ['-xf', tar, '-C', unfinished, '--exclude=./dev/*']);
  renameSync(unfinished, root);
  return root;
}

/** A small Debian with what the package depends on, and more where that is asked for; fetched once, as a tar. */
export function debianTar(cache: string, more: readonly string[] = []): string {
  mkdirSync(cache, { recursive: true });
  const tar = join(cache, `${[RELEASE, ...more].join('-')}.tar`);
  if (!existsSync(tar)) {
    const options = [
      '--variant=minbase',
      `--include=${[...PACKAGES, ...more].join(',')}`,
      '--aptopt=APT::Install-Recommends "false"',
    ];
    const trim = ['doc', 'man', 'locale'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
    // From mmdebstrap's own mirror for the release.
    execFileSync('mmdebstrap', [...options, ...trim, '--format=tar', RELEASE, `${tar}.unfinished`], {
      stdio: ['ignore', 2, 2],
    });
    renameSync(`${tar}.unfinished`, tar);
  }
  return tar;
}

/** Installs the package as dpkg does, and what the test needs: a console, an address, a configuration for the card of the guest. */
export function furnish(root: string, deb: string): void {
  execFileSync('cp', [deb, join(root, 'tmp/framed.deb')]);
  execFileSync('chroot', [root, 'dpkg', '--force-unsafe-io', '-i', '/tmp/framed.deb'], { stdio: ['ignore', 2, 2] });
  rmSync(join(root, 'tmp/framed.deb'));
  write(root, 'etc/framed/config.yaml', CONFIG);
  write(root, 'usr/local/bin/test-console', CONSOLE_SCRIPT, 0o755);
  write(root, 'usr/local/lib/faults.mjs', FAULTS);
  write(root, 'etc/systemd/system/test-console.service', CONSOLE_SERVICE);
  write(root, 'etc/systemd/network/eth0.network', '[Match]\nName=eth0\n[Network]\nAddress=10.0.2.15/24\n');
  write(root, DROP_IN_PATH.slice(1), DROP_IN);
  enable(root, 'etc/systemd/system', 'test-console.service', 'sysinit.target');
  enable(root, 'usr/lib/systemd/system', 'systemd-networkd.service', 'multi-user.target');
  // What only takes time here, and the prompt that would draw on the card.
  for (const name of MASKED) {
    const path = join(root, 'etc/systemd/system', name);
    rmSync(path, { force: true });
    symlinkSync('/dev/null', path);
  }
}

/** An ext4 image of it. */
export function writeDisk(root: string, path: string): void {
  rmSync(path, { force: true });
  execFileSync('mke2fs', [
    '-q',
    '-t',
    'ext4',
    '-d',
    root,
    '-E',
    'lazy_itable_init=1,lazy_journal_init=1',
    path,
    `${IMAGE_MB}M`,
  ]);
}

/** The newest package for this machine that `npm run package` left. */
export function builtPackage(folder: string, name = 'framed'): string {
  const [deb] = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.startsWith(`${name}_`) && file.endsWith('_amd64.deb'))
        .sort()
        .reverse()
    : [];
  if (deb === undefined) throw new Error(`There is no package in ${folder}: npm run package`);
  return join(folder, deb);
}

function write(root: string, path: string, text: string, mode = 0o644): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  chmodSync(full, mode);
}

function enable(root: string, folder: string, unit: string, target: string): void {
  const path = join(root, 'etc/systemd/system', `${target}.wants`, unit);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(`/${folder}/${unit}`, path);
}

const CONFIG = `# for the test
http: { host: 0.0.0.0, port: 80 }
access: { login: none }
display: { output: framebuffer, framebuffer: { device: fb0 } }
screens: { welcome_seconds: 0, when_empty: demo }
`;

/** Faults can be put into it, and an emulated computer on a busy one has more time to show that it lives; the rest is what people have. */
const DROP_IN = `[Service]
TimeoutStartSec=600
WatchdogSec=30
Environment=NODE_OPTIONS=--import=/usr/local/lib/faults.mjs
`;

/**
 * In the threads of framed: sleeps for ever where it would have slept, once the file is there. In its main thread: throws what nothing
 * catches, for each of the other file.
 */
const FAULTS = `import { existsSync, rmSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
const { wait } = Atomics;
if (isMainThread) {
  setInterval(() => {
    if (!existsSync('/run/framed/throw')) return;
    rmSync('/run/framed/throw');
    throw new TypeError('an injected error');
  }, 500).unref();
} else {
  Atomics.wait = (...words) => {
    if (existsSync('/run/framed/hang')) wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return wait(...words);
  };
}
`;

const MASKED = [
  'e2scrub_reap.service',
  'getty-static.service',
  'getty@tty1.service',
  'serial-getty@ttyS0.service',
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'dpkg-db-backup.timer',
  'systemd-networkd-wait-online.service',
];
