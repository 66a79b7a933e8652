import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { builtPackage } from '../vm/guest-root.js';
import { Chroot } from './chroot.js';

// `npm run test:package`: the package in a Debian of its own (a chroot without mounts), from its installation to its purge. As root, with
// mmdebstrap; takes a minute and is not in CI.

t.setTimeout(0);

const BOOT_LINK = '/etc/systemd/system/multi-user.target.wants/framed.service';
const PACKAGES = join(packageRoot, 'dist/package');
const ANNOUNCEMENT = 'etc/avahi/services/framed.service';

t.test('the life of a package', { timeout: 0 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'framed-chroot-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const chroot = new Chroot(folder);
  const at = (path: string) => chroot.path(path);
  const deb = builtPackage(PACKAGES);
  const clip = at('var/lib/framed/clip');

  t.test('installed, it runs on the Node of the system, as a user of its own', async (t) => {
    chroot.dpkg(t, ['-i', chroot.put(deb)]);
    t.match(chroot.says('framed --version'), /^\d+\.\d+\.\d+/m);
    t.equal(chroot.says('readlink /usr/lib/framed/node'), '/usr/bin/node');
    const groups = chroot.says('id -nG framed').split(' ');
    t.same(groups.sort(), ['framed', 'gpio', 'input', 'render', 'spi', 'video']);
    t.equal(chroot.run(['test', '-e', BOOT_LINK]).status, 0, 'it starts at boot');
  });

  t.test('its configuration is right, and may be changed by people, by framed, and by the group', async (t) => {
    t.equal(chroot.run(['framed', 'config', 'check', '--config', '/etc/framed/config.yaml']).status, 0);
    t.equal(chroot.says('framed config get http.port'), '80');
    t.equal(chroot.says('stat -c "%a %U:%G" /etc/framed'), '2775 root:framed');
    t.equal(chroot.says('stat -c "%a %U:%G" /etc/framed/config.yaml'), '664 root:framed');
    const asFramed = 'setpriv --reuid=framed --regid=framed --clear-groups';
    t.match(chroot.says(`${asFramed} framed config set name shelf && echo done`), /^done$/m);
    t.equal(chroot.says('framed config get name'), 'shelf');
    t.match(readFileSync(at(ANNOUNCEMENT), 'utf8'), /<port>80<\/port>/, 'Avahi tells of the same port');
  });

  t.test('it brings its manual page, and completions that its shells can read', async (t) => {
    t.match(chroot.says('zcat /usr/share/man/man1/framed.1.gz'), /^\.TH FRAMED 1 /m);
    const asked = 'COMP_WORDS=(framed completion ""); COMP_CWORD=2; _framed; declare -p COMPREPLY';
    const file = '/usr/share/bash-completion/completions/framed';
    t.match(chroot.run(['bash', '-c', `. ${file}; ${asked}`]).output, /"bash".*"zsh".*"fish"/);
    t.match(readFileSync(at('usr/share/zsh/vendor-completions/_framed'), 'utf8'), /^#compdef framed/);
    t.match(readFileSync(at('usr/share/fish/vendor_completions.d/framed.fish'), 'utf8'), /^complete -c framed/m);
  });

  t.test('its native parts load: a library is made, a status screen is drawn, libc is called', async (t) => {
    const script = `
      const require = (await import('node:module')).createRequire('/usr/lib/framed/');
      new (require('better-sqlite3'))(':memory:').exec('select 1');
      new (require('@resvg/resvg-js').Resvg)('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>').render();
      require('koffi').load(null);
      console.log('loaded');`;
    const words = ['--input-type=module', '-e', script];
    t.match(chroot.run(['/usr/bin/node', ...words]).output, /loaded/);
    chroot.dpkg(t, ['-i', chroot.put(builtPackage(PACKAGES, 'framed-node'))]);
    t.match(chroot.run(['/usr/lib/framed-node/bin/node', ...words]).output, /loaded/);
    // It comes in by the headers of Node 24.19 and later, and aborts now and then: systemd/package/node-builds.mjs.
    const hooked = chroot.says(
      'grep -rl RemoveEnvironmentCleanupHook /usr/lib/framed/node_modules --include=*sqlite3.node',
    );
    t.equal(hooked, '', 'and none takes back what Node aborts for');
  });

  t.test('every module that the program names is there', async (t) => {
    const script = `
      const { readdirSync } = await import('node:fs');
      const files = readdirSync('/usr/lib/framed/dist', { recursive: true }).filter((name) => /^(daemon|display).*\\.js$/.test(name));
      const isProgram = /^daemon\\/(main|.*\\/make-[^/]*)\\.js$|\\.worker\\.js$/;
      for (const file of files) if (!isProgram.test(file)) await import('/usr/lib/framed/dist/' + file);
      console.log(files.length > 300 ? 'all' : files.length);`;
    t.equal(chroot.run(['/usr/bin/node', '--input-type=module', '-e', script]).output, 'all\n');
  });

  t.test('without a Node that is new enough it takes its own', async (t) => {
    chroot.says('mv /usr/bin/node /usr/bin/node.away; /var/lib/dpkg/info/framed.postinst triggered');
    t.equal(chroot.says('readlink /usr/lib/framed/node'), '/usr/lib/framed-node/bin/node');
    t.match(chroot.says('framed --version'), /^\d+\.\d+\.\d+/m);
    chroot.says('mv /usr/bin/node.away /usr/bin/node; /var/lib/dpkg/info/framed.postinst triggered');
    t.equal(chroot.says('readlink /usr/lib/framed/node'), '/usr/bin/node');
  });

  t.test('installed again, it is the same', async (t) => {
    const files = () => chroot.says('find /etc /usr -printf "%p %m %u:%g %l\\n" | sort');
    const before = files();
    chroot.dpkg(t, ['-i', chroot.put(deb)]);
    t.ok(files() === before, 'no file is another one');
    t.equal(chroot.says('framed config get name'), 'shelf');
  });

  t.test('an upgrade keeps what people wrote, took away and sent, and says on the glass that it goes on', async (t) => {
    writeFileSync(at('etc/framed/config.yaml'), '# mine\nname: mine\n');
    rmSync(at(ANNOUNCEMENT));
    mkdirSync(at('var/lib/framed'), { recursive: true });
    writeFileSync(clip, 'a clip');
    chroot.says('install -d -o framed -g framed /run/framed');
    // The old version's prerm makes it; a script of the new one that looks for it stands in for the glass.
    const next = repacked(deb, folder, (scripts) => {
      scripts.preinst += '\nls /run/framed/updating >/etc/seen-while-updating\n';
    });
    chroot.dpkg(t, ['-i', chroot.put(next)]);
    chroot.dpkg(t, ['-i', chroot.put(next)]);
    t.equal(readFileSync(at('etc/seen-while-updating'), 'utf8'), '/run/framed/updating\n');
    t.notOk(existsSync(at('run/framed/updating')), 'and no longer');
    t.equal(readFileSync(at('etc/framed/config.yaml'), 'utf8'), '# mine\nname: mine\n');
    t.notOk(existsSync(at(ANNOUNCEMENT)));
    t.ok(existsSync(clip));
    t.match(chroot.says('dpkg-query -W framed'), /99\.0\.0/);
    rmSync(at('etc/seen-while-updating'));
  });

  t.test('removed, it leaves configuration and clips, and comes back to them', async (t) => {
    writeFileSync(at(ANNOUNCEMENT), 'mine');
    chroot.dpkg(t, ['-r', 'framed']);
    t.notOk(existsSync(at('usr/lib/framed')), 'nothing is left of the program');
    t.notOk(existsSync(at(ANNOUNCEMENT)), 'nobody is told of it');
    t.ok(existsSync(clip));
    chroot.dpkg(t, ['-i', chroot.put(deb)]);
    t.equal(chroot.says('framed config get name'), 'mine');
    t.equal(readFileSync(at(ANNOUNCEMENT), 'utf8'), 'mine');
  });

  t.test('purged, it leaves the clips', async (t) => {
    writeFileSync(at('var/lib/framed/access.db'), 'who may sign in');
    const said = chroot.dpkg(t, ['-P', 'framed']);
    t.match(said, /Your clips stay in \/var\/lib\/framed/);
    for (const path of ['etc/framed', ANNOUNCEMENT, 'var/lib/framed/access.db']) t.notOk(existsSync(at(path)), path);
    t.not(chroot.run(['test', '-L', BOOT_LINK]).status, 0);
    t.ok(existsSync(clip));
  });

  t.test('purged by someone who wants to be rid of the clips too, it leaves nothing', async (t) => {
    chroot.dpkg(t, ['-i', chroot.put(deb)]);
    chroot.dpkg(t, ['-P', 'framed'], { FRAMED_PURGE_MEDIA: 'yes' });
    t.notOk(existsSync(at('var/lib/framed')));
    t.equal(chroot.says("find /etc /usr /var -name '*framed*' -not -path '*framed-node*'"), '');
  });

  t.test('over an installation from a checkout it does not lie down, and says what to do', async (t) => {
    mkdirSync(at('usr/lib/framed'), { recursive: true });
    writeFileSync(at('usr/lib/framed/package-lock.json'), '{}');
    const { status, output } = chroot.run(['dpkg', '--force-unsafe-io', '-i', chroot.put(deb)]);
    t.not(status, 0);
    t.match(output, /install\.sh --uninstall/);
    t.match(chroot.says('ls -A /usr/lib/framed'), /^package-lock\.json$/, 'nothing was changed');
  });
});

/** The same package as a later version, with its maintainer scripts changed. */
function repacked(deb: string, folder: string, change: (scripts: { preinst: string }) => void): string {
  const unpacked = join(folder, 'next');
  execFileSync('dpkg-deb', ['-R', deb, unpacked]);
  const control = join(unpacked, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*/m, 'Version: 99.0.0'));
  const path = join(unpacked, 'DEBIAN/preinst');
  const scripts = { preinst: readFileSync(path, 'utf8') };
  change(scripts);
  writeFileSync(path, scripts.preinst);
  const next = join(folder, 'framed_99.0.0_amd64.deb');
  execFileSync('dpkg-deb', ['-Znone', '--root-owner-group', '-b', unpacked, next], { stdio: 'ignore' });
  return next;
}
