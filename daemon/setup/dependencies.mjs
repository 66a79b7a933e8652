import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { has, runBeside, say } from './run-command.mjs';
import { commandFor, howToBeRoot, installWithApt } from './system-packages.mjs';

// What an install was made of. Changes of the lock file or of Node's ABI (better-sqlite3 is compiled for one) make it stale.
const STAMP = 'node_modules/.framed-setup';

// node-gyp needs all three where a native module has no prebuilt binary for the machine.
const COMPILER = [
  { command: 'python3', package: 'python3' },
  { command: 'make', package: 'make' },
  { command: 'g++', package: 'g++' },
];

/** Fetches the dependencies where they are not as wanted. Returns what compiles those of them that are native, once they are there. */
export async function fetchDependencies() {
  const wanted = createHash('sha256')
    .update(readFileSync('package-lock.json'))
    .update(`${process.versions.modules} ${process.arch}`)
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return async () => true;
  refuseLink();
  say('fetching dependencies (npm ci)');
  if (!(await npm('ci', '--ignore-scripts'))) {
    say('npm could not fetch the dependencies: see its own words above.');
    process.exit(1);
  }
  return async (whenAptIsFree) => {
    say('compiling native modules where there is no ready one for this machine (a few minutes on a Raspberry Pi)');
    const isDone = await compile(whenAptIsFree);
    if (isDone) writeFileSync(STAMP, wanted);
    return isDone;
  };
}

/** npm ci would empty the folder that a link leads to, which is somebody else's. */
function refuseLink() {
  if (!lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return;
  say(
    'node_modules is a link to another folder, whose modules are not the ones this checkout wants: remove the link (rm node_modules).',
  );
  process.exit(1);
}

async function compile(whenAptIsFree) {
  const { required, optional } = withInstallScripts();
  if (
    !(await npm('rebuild', ...required)) &&
    !((await installCompiler(whenAptIsFree)) && (await npm('rebuild', ...required)))
  ) {
    say('npm could not build the native modules: see its own words above.');
    const missing = COMPILER.filter((tool) => !has(tool.command));
    if (missing.length > 0) say(`A compiler may be what it lacks: ${commandFor(missing)}`);
    return false;
  }
  // What needs such a module says so when it is wanted.
  if (optional.length > 0 && !(await npm('rebuild', ...optional))) say(`framed runs without ${optional.join(', ')}.`);
  return true;
}

/** The names of the packages whose own scripts finish their installation. */
function withInstallScripts() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const found = Object.keys(packages).filter((path) => packages[path].hasInstallScript && existsSync(path));
  const names = (paths) => paths.map((path) => path.split('node_modules/').at(-1));
  return {
    required: names(found.filter((path) => !packages[path].optional)),
    optional: names(found.filter((path) => packages[path].optional)),
  };
}

function npm(...args) {
  return runBeside('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error']);
}

async function installCompiler(whenAptIsFree) {
  await whenAptIsFree;
  const missing = COMPILER.filter((tool) => !has(tool.command));
  const sudo = howToBeRoot();
  if (missing.length === 0 || !sudo || !has('apt-get')) return false;
  say('a module has to be compiled here: installing a compiler');
  return installWithApt(
    sudo,
    missing.map((tool) => tool.package),
  );
}
