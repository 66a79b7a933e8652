import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { debianTar } from '../vm/guest-root.js';

export interface Said {
  status: number | null;
  output: string;
}

/** A Debian of its own in a folder, without mounts and without a systemd that runs. */
export class Chroot {
  readonly root: string;
  #env: Record<string, string> = {};

  /** `folder` is the caller's to take away. `packages`: what it has beside what framed depends on. */
  constructor(folder: string, packages: readonly string[] = []) {
    this.root = join(folder, 'root');
    mkdirSync(this.root);
    const tar = debianTar(join(packageRoot, 'dist/.vm-cache'), packages);
    execFileSync('tar', ['-xf', tar, '-C', this.root, '--exclude=./dev/*']);
    // Maintainer scripts write to it, and there is no device in it.
    writeFileSync(this.path('dev/null'), '');
    // npm runs as many installation scripts at once as it finds processors: without these none, and it gives up.
    for (const file of ['/proc/stat', '/proc/cpuinfo']) writeFileSync(this.path(file), readFileSync(file));
    // What mmdebstrap was told to leave out of its own packages is to come out of framed's.
    rmSync(this.path('etc/dpkg/dpkg.cfg.d/99mmdebstrap'), { force: true });
  }

  /** Lets it reach what this machine reaches, on the same ways. */
  openToNetwork(): void {
    for (const file of ['/etc/resolv.conf', '/etc/ssl/certs/ca-certificates.crt']) {
      if (existsSync(file)) cpSync(file, this.path(file), { dereference: true });
    }
    const names = [
      'http_proxy',
      'https_proxy',
      'no_proxy',
      'HTTP_PROXY',
      'HTTPS_PROXY',
      'NO_PROXY',
      'npm_config_registry',
    ];
    for (const name of [...names, 'NODE_EXTRA_CA_CERTS']) {
      const value = process.env[name];
      if (value !== undefined) this.#env[name] = value;
    }
  }

  path(path: string): string {
    return join(this.root, path);
  }

  run(words: readonly string[], env: Record<string, string> = {}): Said {
    const { status, stdout, stderr } = spawnSync('chroot', [this.root, ...words], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C', ...this.#env, ...env },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  /** What a line of shell prints. */
  says(line: string): string {
    return this.run(['sh', '-c', line]).output.trim();
  }

  /** Runs dpkg, which has to succeed, and resolves with what it said. */
  dpkg(t: Test, words: readonly string[], env?: Record<string, string>): string {
    const { status, output } = this.run(['dpkg', '--force-unsafe-io', ...words], env);
    t.equal(status, 0, `dpkg ${words.join(' ')}`, { output });
    return output;
  }

  /** Copies a package in; its path there. */
  put(deb: string): string {
    execFileSync('cp', [deb, this.path('tmp')]);
    return `/tmp/${deb.split('/').at(-1)}`;
  }
}
