import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { has, run, say } from './run-command.mjs';
import { commandFor, howToBeRoot, installWithApt } from './system-packages.mjs';

// What an install was made of. Changes of the lock file or of Node's ABI (better-sqlite3 is compiled for one) make it stale.
const STAMP = 'node_modules/.framed-setup';

// node-gyp needs all three where a native module has no prebuilt binary for the machine.
const COMPILER = [
  { command: 'python3', package: 'python3' },
  { command: 'make', package: 'make' },
  { command: 'g++', package: 'g++' },
];

export function installDependencies() {
  const wanted = createHash('sha256')
    .update(readFileSync('package-lock.json'))
    .update(`${process.versions.modules} ${process.arch}`)
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  refuseLink();
  say('installing dependencies (npm ci; a few minutes on a Raspberry Pi)');
  if (!npmCi() && !(installCompiler() && npmCi())) {
    say('npm could not install the dependencies: see its own words above.');
    const missing = COMPILER.filter((tool) => !has(tool.command));
    if (missing.length > 0) say(`A compiler may be what it lacks: ${commandFor(missing)}`);
    process.exit(1);
  }
  writeFileSync(STAMP, wanted);
}

/** npm ci would empty the folder that a link leads to, which is somebody else's. */
function refuseLink() {
  if (!lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return;
  say(
    'node_modules is a link to another folder, whose modules are not the ones this checkout wants: remove the link (rm node_modules).',
  );
  process.exit(1);
}

function npmCi() {
  return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function installCompiler() {
  const missing = COMPILER.filter((tool) => !has(tool.command));
  const sudo = howToBeRoot();
  if (missing.length === 0 || !sudo || !has('apt-get')) return false;
  say('a module has to be compiled here: installing a compiler');
  return installWithApt(
    sudo,
    missing.map((tool) => tool.package),
  );
}
