import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { builtPackage, debianTar } from '../vm/guest-root.js';

// `npm run test:package`: the package in a Debian of its own (a chroot without mounts), from its installation to its purge. As root, with
// mmdebstrap; takes a minute and is not in CI.

t.setTimeout(0);

const BOOT_LINK = '/etc/systemd/system/multi-user.target.wants/framed.service';
const PACKAGES = join(packageRoot, 'dist/package');

t.test('the life of a package', { timeout: 0 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'framed-chroot-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const root = join(folder, 'root');
  execFileSync('mkdir', [root]);
  execFileSync('tar', ['-xf', debianTar(join(packageRoot, 'dist/.vm-cache')), '-C', root, '--exclude=./dev/*']);
  // Maintainer scripts write to it, and there is no device in it.
  writeFileSync(join(root, 'dev/null'), '');
  const inRoot = (path: string) => join(root, path);
  const chroot = (words: readonly string[], env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync('chroot', [root, ...words], {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C', ...env },
    });
    return { status, output: `${stdout}${stderr}` };
  };
  const dpkg = (words: readonly string[], env?: Record<string, string>) => {
    const done = chroot(['dpkg', '--force-unsafe-io', ...words], env);
    t.equal(done.status, 0, `dpkg ${words.join(' ')}\n${done.output}`);
    return done.output;
  };
  const put = (deb: string): string => {
    execFileSync('cp', [deb, inRoot('tmp')]);
    return `/tmp/${deb.split('/').at(-1)}`;
  };
  const deb = builtPackage(PACKAGES);
  const clip = inRoot('var/lib/framed/clip');

  t.test('installed, it runs on the Node of the system, as a user of its own', async (t) => {
    dpkg(['-i', put(deb)]);
    t.match(chroot(['framed', '--version']).output, /^\d+\.\d+\.\d+/m);
    t.equal(chroot(['readlink', '/usr/lib/framed/node']).output.trim(), '/usr/bin/node');
    t.match(chroot(['id', 'framed']).output, /video.*spi.*gpio|gpio.*spi.*video|video/);
    t.equal(chroot(['test', '-e', BOOT_LINK]).status, 0, 'it starts at boot');
    t.equal(chroot(['framed', 'config', 'check', '--config', '/etc/framed/config.yaml']).status, 0);
  });

  t.test('its native parts load: a library is made, a status screen is drawn, libc is called', async (t) => {
    const script = `
      const require = (await import('node:module')).createRequire('/usr/lib/framed/');
      new (require('better-sqlite3'))(':memory:').exec('select 1');
      new (require('@resvg/resvg-js').Resvg)('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>').render();
      require('koffi').load(null);
      console.log('loaded');`;
    const words = ['--input-type=module', '-e', script];
    t.match(chroot(['/usr/bin/node', ...words]).output, /loaded/);
    dpkg(['-i', put(builtPackage(PACKAGES, 'framed-node'))]);
    t.match(chroot(['/usr/lib/framed-node/bin/node', ...words]).output, /loaded/);
  });

  t.test('without a Node that is new enough it takes its own', async (t) => {
    chroot(['mv', '/usr/bin/node', '/usr/bin/node.away']);
    chroot(['/var/lib/dpkg/info/framed.postinst', 'triggered']);
    t.equal(chroot(['readlink', '/usr/lib/framed/node']).output.trim(), '/usr/lib/framed-node/bin/node');
    t.match(chroot(['framed', '--version']).output, /^\d+\.\d+\.\d+/m);
    chroot(['mv', '/usr/bin/node.away', '/usr/bin/node']);
  });

  t.test('an upgrade keeps the configuration that people wrote, and their clips', async (t) => {
    writeFileSync(inRoot('etc/framed/config.yaml'), 'name: mine\n');
    mkdirSync(inRoot('var/lib/framed'), { recursive: true });
    writeFileSync(clip, 'a clip');
    const unpacked = join(folder, 'next');
    execFileSync('dpkg-deb', ['-R', deb, unpacked]);
    const control = join(unpacked, 'DEBIAN/control');
    writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*/m, 'Version: 99.0.0'));
    const next = join(folder, 'framed_99.0.0_amd64.deb');
    execFileSync('dpkg-deb', ['-Znone', '--root-owner-group', '-b', unpacked, next], { stdio: 'ignore' });
    dpkg(['-i', put(next)]);
    dpkg(['-i', put(next)]);
    t.equal(readFileSync(inRoot('etc/framed/config.yaml'), 'utf8'), 'name: mine\n');
    t.ok(existsSync(clip));
    t.match(chroot(['dpkg-query', '-W', 'framed']).output, /99\.0\.0/);
  });

  t.test('removed, it leaves configuration and clips; purged, the clips', async (t) => {
    dpkg(['-r', 'framed']);
    t.notOk(existsSync(inRoot('usr/lib/framed')), 'nothing is left of the program');
    t.ok(existsSync(inRoot('etc/framed/config.yaml')));
    const said = dpkg(['-P', 'framed']);
    t.match(said, /Your clips stay in \/var\/lib\/framed/);
    t.notOk(existsSync(inRoot('etc/framed')));
    t.not(chroot(['test', '-L', BOOT_LINK]).status, 0);
    t.ok(existsSync(clip));
  });

  t.test('purged by someone who wants to be rid of the clips too, it leaves nothing', async (t) => {
    dpkg(['-i', put(deb)]);
    dpkg(['-P', 'framed'], { FRAMED_PURGE_MEDIA: 'yes' });
    t.notOk(existsSync(inRoot('var/lib/framed')));
    const left = chroot(['find', '/etc', '/usr', '/var', '-name', '*framed*', '-not', '-path', '*framed-node*']).output;
    t.equal(left, '');
  });
});
