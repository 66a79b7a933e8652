import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceDate } from './debian-package.mjs';
import { installCompressed, installFile } from './install-file.mjs';
import { productionModules } from './production-modules.mjs';
import { fail, say } from './run-command.mjs';

/** Of what the compiler makes, what only people and the next compiler run read. */
const NOT_RUN = /\.(d\.ts|map|tsbuildinfo)$/;

/** Lays out the package `framed` under `root`. */
export function layOutApp(root, architecture) {
  const app = join(root, 'usr/lib/framed');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (!existsSync('dist/daemon/main.js') || !existsSync('dist/web-ui/index.html'))
    fail('There is no build: npm run build');
  productionModules(app, architecture);
  for (const folder of ['dist/daemon', 'dist/display', 'dist/web-ui']) {
    cpSync(folder, join(app, folder), { recursive: true, filter: (path) => !NOT_RUN.test(path) });
  }
  cpSync('config/panels', join(app, 'config/panels'), { recursive: true });
  copyAssets(app);
  installFile('systemd/choose-node', join(app, 'bin/choose-node'), 0o755);
  installFile('systemd/framed', join(root, 'usr/bin/framed'), 0o755);
  layOutSystem(root);
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
      ['postinst', 'prerm', 'postrm', 'triggers'].map((name) => [name, readFileSync(`systemd/debian/${name}`, 'utf8')]),
    ),
  };
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
  installFile('systemd/framed.service', join(root, 'usr/lib/systemd/system/framed.service'));
  installFile('systemd/framed.sysusers', join(root, 'usr/lib/sysusers.d/framed.conf'));
  installFile('systemd/framed.tmpfiles', join(root, 'usr/lib/tmpfiles.d/framed.conf'));
  installFile('systemd/60-framed.rules', join(root, 'usr/lib/udev/rules.d/60-framed.rules'));
  installFile('systemd/config.yaml', join(root, 'usr/share/framed/config.yaml'));
}

function layOutDocs(root, version) {
  const docs = join(root, 'usr/share/doc/framed');
  installFile('config/framed.example.yaml', join(docs, 'examples/framed.example.yaml'));
  installFile('systemd/framed.avahi.service', join(docs, 'examples/framed.avahi.service'));
  installFile('systemd/debian/copyright', join(docs, 'copyright'));
  for (const name of ['installing.md', 'troubleshooting.md', 'wiring.md']) {
    if (existsSync(join('docs', name))) installFile(join('docs', name), join(docs, name));
  }
  installCompressed(changelog(version), join(docs, 'changelog.gz'));
  if (existsSync('docs/framed.1'))
    installCompressed(readFileSync('docs/framed.1'), join(root, 'usr/share/man/man1/framed.1.gz'));
  else say('there is no docs/framed.1 yet: the package has no man page');
}

/** In Debian's form; what changed is in CHANGELOG.md. */
function changelog(version) {
  const date = new Date(Number(sourceDate()) * 1000).toUTCString().replace('GMT', '+0000');
  return `framed (${version}) stable; urgency=medium\n\n  * See CHANGELOG.md in the source.\n\n -- The framed authors <framed@localhost>  ${date}\n`;
}
