import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, say } from './run-command.mjs';
import { addSqlite } from './sqlite-addon.mjs';

/**
 * What framed runs without, by who asks for it; with them goes whatever nothing else needs. rpio drives pins as root by /dev/mem: the
 * service is not root, and its native part would have to be compiled on the machine. better-sqlite3's native part is compiled here. Where
 * uploads stand is kept in files, not in Redis. Types are for compilers.
 */
const LEFT_OUT = ['rpio', 'prebuild-install', 'ioredis', '@redis/client'];
const isLeftOut = (name) => LEFT_OUT.includes(name) || name.startsWith('@types/');

/** Whole folders of a module that no program reads. Only at its top: yaml has code in dist/doc. */
const NOT_CODE = ['.github', 'benchmark', 'coverage', 'doc', 'docs', 'example', 'examples', 'test', 'tests'];

const NOT_READ =
  /\.(d\.[cm]?ts|[cm]?ts|map|md|markdown|gyp|gypi)$|^\.(npmignore|eslintrc.*|travis\.yml|editorconfig|nycrc)$/;

/** Fetches into `folder` what package-lock.json says, for production on another machine. Returns the folder of the modules. */
export function productionModules(folder, architecture) {
  say(`fetching modules for ${architecture.debian}`);
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(file, join(folder, file));
  const platform = ['--os=linux', `--cpu=${architecture.npm}`, '--libc=glibc'];
  run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...platform], {
    cwd: folder,
  });
  rmSync(join(folder, 'package-lock.json'));
  const modules = join(folder, 'node_modules');
  addSqlite(modules, architecture);
  for (const name of ['deps', 'src', 'build']) remove(join(modules, 'better-sqlite3', name));
  for (const name of ['vendor', 'lib', 'cnoke.cjs']) remove(join(modules, 'koffi', name));
  // Debian's C library is glibc.
  remove(join(modules, '@koromix', `koffi-linux-${architecture.npm}`, `musl_${architecture.npm}`));
  const needed = new Set(neededBy(folder));
  for (const module of modulesIn(modules)) {
    if (needed.has(module)) trim(module);
    else remove(module);
  }
  for (const name of ['.bin', '.package-lock.json', '@types']) remove(join(modules, name));
  removeEmpty(modules);
  return modules;
}

/** Folders of the modules that the one in `folder` needs, and those that they need, where Node finds them. */
function neededBy(folder, found = new Set()) {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const module = isLeftOut(name) ? undefined : resolveModule(folder, name);
    if (module === undefined || found.has(module)) continue;
    found.add(module);
    neededBy(module, found);
  }
  return found;
}

/** In the nearest node_modules upwards; undefined where it is not installed: it is for another platform, or nobody has to have it. */
function resolveModule(folder, name) {
  const module = join(folder, 'node_modules', name);
  if (existsSync(join(module, 'package.json'))) return module;
  const above = dirname(folder);
  return above === folder ? undefined : resolveModule(above, name);
}

function modulesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith('@')) return modulesIn(path);
    const nested = join(path, 'node_modules');
    return [path, ...(existsSync(nested) ? modulesIn(nested) : [])];
  });
}

function trim(module) {
  for (const name of NOT_CODE) remove(join(module, name));
  for (const entry of readdirSync(module, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (NOT_READ.test(entry.name) || isProgram(path))) rmSync(path);
  }
}

/** A program of the module's own, for people at a command line. */
function isProgram(path) {
  return readFileSync(path).subarray(0, 2).toString() === '#!';
}

/** Scopes whose modules are all gone. */
function removeEmpty(modules) {
  for (const name of readdirSync(modules)) {
    if (readdirSync(join(modules, name)).length === 0) remove(join(modules, name));
  }
}

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}
