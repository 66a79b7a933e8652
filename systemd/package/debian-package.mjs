import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './run-command.mjs';

const MAINTAINER = 'The framed authors <framed@localhost>';

/** Makes a .deb of the files under `root` and returns its path. `control`: {version, fields, description, scripts: {name: text}, level: of xz}. */
export function buildPackage({ root, out, packageName, architecture, control }) {
  const { version, fields, description, scripts, level = 6 } = control;
  setModes(root);
  const folder = join(root, 'DEBIAN');
  const files = filesIn(root);
  mkdirSync(folder);
  const [synopsis, ...more] = description;
  const kilobytes = files.reduce((sum, path) => sum + Math.ceil(statSync(path).size / 1024), 0);
  const lines = {
    Package: packageName,
    Version: version,
    Architecture: architecture.debian,
    Maintainer: MAINTAINER,
    'Installed-Size': kilobytes,
    Priority: 'optional',
    ...fields,
    Description: [synopsis, ...more.map((line) => ` ${line || '.'}`)].join('\n'),
  };
  writeFileSync(
    join(folder, 'control'),
    Object.entries(lines)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
  writeFileSync(join(folder, 'md5sums'), files.map((path) => `${md5(path)}  ${relative(root, path)}\n`).join(''));
  for (const [name, text] of Object.entries(scripts)) {
    const isProgram = text.startsWith('#!');
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), isProgram ? 0o755 : 0o644);
  }
  const path = join(out, `${packageName}_${version}_${architecture.debian}.deb`);
  const env = { ...process.env, SOURCE_DATE_EPOCH: sourceDate() };
  run('dpkg-deb', ['--root-owner-group', '-Zxz', `-z${level}`, '--build', root, `${path}.unfinished`], { env });
  renameSync(`${path}.unfinished`, path);
  return path;
}

/** Seconds since 1970 that the package carries as every time in it. */
export function sourceDate() {
  return process.env.SOURCE_DATE_EPOCH ?? run('git', ['log', '-1', '--format=%ct']).trim();
}

/** Folders 755; files 755 where they may be run, else 644: whatever the umask was. */
function setModes(root) {
  chmodSync(root, 0o755);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const isProgram = entry.isDirectory() || PROGRAMS.test(relative(root, path)) || startsWithShebang(path);
    chmodSync(path, isProgram ? 0o755 : 0o644);
  }
}

function startsWithShebang(path) {
  return readFileSync(path).subarray(0, 2).toString() === '#!';
}

const PROGRAMS = /^usr\/bin\/|^usr\/lib\/framed(-node)?\/bin\//;

function filesIn(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => existsSync(path))
    .sort();
}

function md5(path) {
  return createHash('md5').update(readFileSync(path)).digest('hex');
}
