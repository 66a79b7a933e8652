import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceDate } from './debian-package.mjs';
import { installCompressed, installFile } from './install-file.mjs';
import { productionModules } from './production-modules.mjs';
import { fail } from './run-command.mjs';
import { layOutShellFiles } from './shell-files.mjs';

/** Of what the compiler makes, what only people and the next compiler run read. */
const NOT_RUN = /\.(d\.ts|map|tsbuildinfo)$/;

/** Lays out the package `framed` under `root`. */
export function layOutApp(root, architecture) {
  const app = join(root, 'usr/lib/framed');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (!existsSync('dist/daemon/main.js') || !existsSync('dist/web-ui/index.html'))
    fail('There is no build: npm run build');
  productionModules(app, architecture);
  for (const room of ['daemon', 'display', 'web-ui']) {
    cpSync(join('dist', room), join(app, 'dist', room), { recursive: true, filter: (path) => isRun(path) });
  }
  cpSync('config/panels', join(app, 'config/panels'), { recursive: true });
  copyAssets(app);
  for (const name of ['choose-node', 'set-up']) installFile(join('systemd', name), join(app, 'bin', name), 0o755);
  installFile('systemd/framed', join(root, 'usr/bin/framed'), 0o755);
  layOutSystem(root);
  layOutShellFiles(root, new Date(Number(sourceDate()) * 1000).toISOString().slice(0, 10));
  layOutDocs(root, version);
  return {
    version,
    fields: {
      Depends: 'nodejs (>= 20.19) | framed-node, ffmpeg, systemd, udev, libc6 (>= 2.34), libstdc++6 (>= 12)',
      Recommends: 'avahi-daemon, libheif-examples, poppler-utils',
      Section: 'video',
    },
    description: [
      'plays clips on a small screen, and takes new ones from the browser',
      'framed turns a Raspberry Pi and a small screen into a picture that moves:',
      'videos, GIFs and photos, sent from any browser, in a loop on an SPI panel or',
      'a framebuffer.',
    ],
    scripts: Object.fromEntries(
      ['preinst', 'postinst', 'prerm', 'postrm', 'triggers'].map((name) => [
        name,
        readFileSync(`systemd/debian/${name}`, 'utf8'),
      ]),
    ),
  };
}

/** The compiler leaves what it made of sources that are no more; in a package they would tell which tree it was built in. */
function isRun(path) {
  if (NOT_RUN.test(path)) return false;
  const source = /^dist\/((?:daemon|display)\/.*)\.js$/.exec(path)?.[1];
  return source === undefined || existsSync(`${source}.ts`);
}

/** Files beside the sources that the program reads: fonts, the demo. */
function copyAssets(app) {
  for (const room of ['daemon', 'display']) {
    for (const entry of readdirSync(room, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !/\.(ts|mjs|json)$/.test(entry.name)) installFile(path, join(app, path));
    }
  }
}

function layOutSystem(root) {
  for (const [name, folder] of [
    ['framed.service', 'usr/lib/systemd/system'],
    ['framed-usb@.service', 'usr/lib/systemd/system'],
    ['60-framed.rules', 'usr/lib/udev/rules.d'],
    ['99-framed-usb.rules', 'usr/lib/udev/rules.d'],
    ['config.yaml', 'usr/share/framed'],
  ])
    installFile(join('systemd', name), join(root, folder, name));
  installFile('systemd/framed.sysusers', join(root, 'usr/lib/sysusers.d/framed.conf'));
  installFile('systemd/framed.tmpfiles', join(root, 'usr/lib/tmpfiles.d/framed.conf'));
  // What set-up makes files of.
  installFile('systemd/framed.avahi.service', join(root, 'usr/share/framed/avahi.service'));
}

function layOutDocs(root, version) {
  const docs = join(root, 'usr/share/doc/framed');
  installFile('config/framed.example.yaml', join(docs, 'examples/framed.example.yaml'));
  installFile('systemd/debian/copyright', join(docs, 'copyright'));
  for (const name of readdirSync('docs').filter((file) => file.endsWith('.md'))) {
    installFile(join('docs', name), join(docs, name));
  }
  installFile('systemd/debian/lintian-overrides', join(root, 'usr/share/lintian/overrides/framed'));
  installCompressed(changelog(version), join(docs, 'changelog.gz'));
}

/** In Debian's form; what changed is in CHANGELOG.md. */
function changelog(version) {
  const date = new Date(Number(sourceDate()) * 1000).toUTCString().replace('GMT', '+0000');
  return `framed (${version}) stable; urgency=medium\n\n  * See CHANGELOG.md in the source.\n\n -- The framed authors <framed@localhost>  ${date}\n`;
}
