import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { builtPackage } from '../vm/guest-root.js';
import { Chroot } from './chroot.js';

// Part of `npm run test:package`: install.sh from this checkout, which was built, in a Debian of its own with Debian's own npm: once, again,
// after an edit, and removed. As root, with mmdebstrap and the npm registry; takes minutes and is not in CI.

t.setTimeout(0);

const TOOLS = ['npm', 'g++', 'make', 'python3', 'libheif-examples', 'poppler-utils'];
const CHECKOUT = 'opt/framed';
const ANNOUNCEMENT = 'etc/avahi/services/framed.service';

t.test('the life of an installation from a checkout', { timeout: 0 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'framed-chroot-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const chroot = new Chroot(folder, TOOLS);
  chroot.openToNetwork();
  copyCheckout(chroot.path(CHECKOUT));
  const at = (path: string) => chroot.path(path);
  const installs = (t: Test, ...words: string[]) => {
    const { status, output } = chroot.run([`/${CHECKOUT}/systemd/install.sh`, ...words]);
    t.equal(status, 0, `install.sh ${words.join(' ')}`, { output });
    return output;
  };
  const files = () =>
    chroot.says('find /etc /usr -not -path "*/npm/*" -not -name "*.pyc" -printf "%p %m %u:%g %l\\n" | sort');

  t.test('installed, it is a service with a user, a configuration and a command', async (t) => {
    installs(t);
    t.match(chroot.says('framed --version'), /^\d+\.\d+\.\d+/m);
    t.equal(chroot.run(['test', '-e', '/etc/systemd/system/multi-user.target.wants/framed.service']).status, 0);
    t.match(chroot.says('id -nG framed'), /video/);
    t.equal(chroot.says('stat -c "%a %U:%G" /etc/framed /etc/framed/config.yaml'), '2775 root:framed\n664 root:framed');
    t.equal(chroot.says('framed config get http.port'), '80');
    t.match(readFileSync(at(ANNOUNCEMENT), 'utf8'), /<port>80<\/port>/);
    t.match(chroot.says('zcat /usr/share/man/man1/framed.1.gz'), /^\.TH FRAMED 1 /m);
    const script = `new (require('better-sqlite3'))(':memory:'); require('koffi').load(null); console.log('loaded')`;
    t.equal(chroot.run(['sh', '-c', `cd /usr/lib/framed && node -e "${script}"`]).output, 'loaded\n');
  });

  t.test('installed again after an edit, it keeps what people wrote and takes up what is new', async (t) => {
    writeFileSync(at('etc/framed/config.yaml'), '# mine\nname: mine\n');
    cpSync(at(`${CHECKOUT}/config/panels/st7789-240x240.yaml`), at(`${CHECKOUT}/config/panels/mine.yaml`));
    const before = files();
    installs(t);
    t.equal(readFileSync(at('etc/framed/config.yaml'), 'utf8'), '# mine\nname: mine\n');
    t.ok(existsSync(at('usr/lib/framed/config/panels/mine.yaml')));
    const added = new Set(files().split('\n'));
    for (const line of before.split('\n')) added.delete(line);
    t.match(
      [...added].join('\n'),
      /^\/usr\/lib\/framed\/config\/panels\/mine\.yaml [^\n]*$/,
      'nothing else is another one',
    );
  });

  t.test('the package does not lie down over it', async (t) => {
    const deb = chroot.put(builtPackage(join(packageRoot, 'dist/package')));
    t.not(chroot.run(['dpkg', '-i', deb]).status, 0);
    t.ok(existsSync(at('usr/lib/framed/package-lock.json')), 'nothing was changed');
  });

  t.test('removed, twice, it leaves configuration and clips and nothing else', async (t) => {
    mkdirSync(at('var/lib/framed'), { recursive: true });
    writeFileSync(at('var/lib/framed/clip'), 'a clip');
    t.match(installs(t, '--uninstall'), /These stay: \/etc\/framed/);
    installs(t, '--uninstall');
    t.ok(existsSync(at('var/lib/framed/clip')));
    t.equal(
      chroot.says("find /etc /usr -name '*framed*' -o -path '/etc/framed/*' | sort"),
      ['/etc/avahi/services/framed.service.removed', '/etc/framed', '/etc/framed/config.yaml'].join('\n'),
    );
  });
});

/** What git knows of this checkout, with its modules and what was built of it, as `npm start` leaves one. */
function copyCheckout(to: string): void {
  mkdirSync(to, { recursive: true });
  const git = (...words: string[]) => execFileSync('git', words, { cwd: packageRoot, maxBuffer: 1 << 26 });
  const listed = git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
  const archive = execFileSync('tar', ['-c', '--null', '-T', '-'], {
    cwd: packageRoot,
    input: listed,
    maxBuffer: 1 << 30,
  });
  execFileSync('tar', ['-x', '-C', to], { input: archive });
  execFileSync('cp', ['-a', realpathSync(join(packageRoot, 'node_modules')), join(to, 'node_modules')]);
  for (const room of ['daemon', 'display', 'web-ui']) {
    cpSync(join(packageRoot, 'dist', room), join(to, 'dist', room), { recursive: true });
  }
  // As daemon/setup leaves it; Debian 13 has Node 20.
  mkdirSync(join(to, 'dist/.build'));
  writeFileSync(join(to, 'dist/.build/complete'), '');
  const lock = readFileSync(join(to, 'package-lock.json'));
  const stamp = createHash('sha256').update(lock).update(`115 ${process.arch}`).digest('hex');
  writeFileSync(join(to, 'node_modules/.framed-setup'), stamp);
}
