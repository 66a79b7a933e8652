import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './run-command.mjs';
import { addSqlite } from './sqlite-addon.mjs';

// rpio drives pins as root by /dev/mem; the service is not root, and its native part would have to be compiled on the machine.
const LEFT_OUT = ['rpio', 'nan', '.bin', '.package-lock.json', '@types', 'prebuild-install'];

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
  for (const name of LEFT_OUT) remove(join(modules, name));
  for (const module of modulesIn(modules)) trim(module);
  return modules;
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
    if (entry.isFile() && NOT_READ.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
  }
}

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}
