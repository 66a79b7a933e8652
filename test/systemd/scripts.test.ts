import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';

const FOLDER = join(packageRoot, 'systemd');

/** What runs as root on people's machines, where no compiler has looked at it. */
const scripts = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => readFileSync(path, 'utf8').startsWith('#!/bin/sh'));

t.ok(scripts.length >= 8, 'they are found');

for (const path of scripts) {
  t.test(`${relative(FOLDER, path)} is a script that the plainest shell can read`, (t) => {
    const { status, stderr } = spawnSync('sh', ['-n', path], { encoding: 'utf8' });
    t.equal(stderr, '');
    t.equal(status, 0);
    t.end();
  });
}
