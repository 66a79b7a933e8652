#!/usr/bin/env node
// Builds Debian packages from what `npm run build` made. Run as `npm run package`, or after a build:
//
//   node systemd/package/main.mjs [amd64] [arm64] [--out DIR]
//
// For each architecture two packages: `framed`, and `framed-node`, a Node of its own for systems whose nodejs is older than 20.19. The
// same sources give the same bytes: times are SOURCE_DATE_EPOCH, or the last commit's. Plain JavaScript, as daemon/setup: it is no part
// of what ships. What it needs from Debian: dpkg-dev, g++, and for another architecture than this machine's its cross compiler.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { layOutApp } from './app-tree.mjs';
import { ARCHITECTURES } from './architectures.mjs';
import { buildPackage } from './debian-package.mjs';
import { layOutNode } from './node-tree.mjs';
import { fail, say } from './run-command.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const out = resolve(values.out ?? 'dist/package');
const wanted = positionals.length > 0 ? positionals : Object.keys(ARCHITECTURES);
for (const name of wanted) {
  if (!(name in ARCHITECTURES))
    fail(`There is no architecture ${name}; known are ${Object.keys(ARCHITECTURES).join(' and ')}.`);
}

mkdirSync(out, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'framed-package-'));
try {
  for (const name of wanted) {
    const architecture = ARCHITECTURES[name];
    for (const [packageName, layOut] of [
      ['framed', layOutApp],
      ['framed-node', layOutNode],
    ]) {
      const root = join(scratch, `${packageName}-${name}`);
      mkdirSync(root);
      const control = layOut(root, architecture);
      say(`wrote ${buildPackage({ root, out, packageName, architecture, control })}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
