import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installFile } from './install-file.mjs';
import { nodeBuild, OWN_NODE_VERSION } from './node-builds.mjs';

/** Lays out framed-node: one program, in a place of its own, where no other program takes it for the system's. */
export function layOutNode(root, { npm }) {
  const build = nodeBuild(npm, OWN_NODE_VERSION);
  const folder = join(root, 'usr/lib/framed-node/bin');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(build, 'bin/node'), join(folder, 'node'));
  installFile(join(build, 'LICENSE'), join(root, 'usr/share/doc/framed-node/copyright'));
  return {
    version: `${OWN_NODE_VERSION}-1`,
    fields: { Depends: 'libc6 (>= 2.28), libstdc++6 (>= 8)', Section: 'javascript', Enhances: 'framed' },
    description: [
      'Node.js for framed, where the system has an older one',
      'The build of nodejs.org, for framed alone: /usr/bin/node is not touched.',
    ],
    scripts: {},
    // 120 MB: at 6 it takes a minute longer and saves 3 MB.
    level: 2,
  };
}
