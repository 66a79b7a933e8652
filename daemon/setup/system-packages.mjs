import { has, run, say } from './run-command.mjs';

/** Installs what is missing where that is allowed; says the one command where it is not, and goes on. */
export function wantSystemPackages(tools) {
  const missing = install(tools);
  if (missing.length === 0) return;
  for (const tool of missing) say(`${tool.command} is not installed: it ${tool.purpose}. framed runs without it.`);
  say(`To install: ${commandFor(missing)}`);
}

/** The same, but ends the process where something is still missing. */
export function requireSystemPackages(tools) {
  const missing = install(tools);
  if (missing.length === 0) return;
  for (const tool of missing) say(`${tool.command} is missing: it ${tool.purpose}.`);
  say(`Install it and start again: ${commandFor(missing)}`);
  process.exit(1);
}

function install(tools) {
  const missing = missingOf(tools);
  if (missing.length === 0 || !has('apt-get')) return missing;
  const sudo = howToBeRoot();
  if (!sudo) return missing;
  const packages = packagesOf(missing);
  say(`installing ${packages.join(', ')} (apt-get)`);
  installWithApt(sudo, packages);
  return missingOf(tools);
}

/** Installs packages as root or by sudo; the package lists are fetched only where the first try fails for want of them. */
export function installWithApt([command, ...args], packages) {
  const apt = (...more) => run(command, [...args, 'apt-get', ...more], { stdio: ['inherit', 'ignore', 'inherit'] });
  const options = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  return apt(...options) || (apt('update', '-qq') && apt(...options));
}

/**
 * The words in front of a command that must run as root: `env` as root, `sudo` for a user who may, undefined for one who may not.
 * sudo may ask for a password only where a person is there to type it.
 */
export function howToBeRoot() {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  if (process.getuid?.() === 0) return environment;
  if (!has('sudo')) return undefined;
  if (run('sudo', ['-n', 'true'], { stdio: 'ignore' })) return ['sudo', '-n', ...environment];
  const someoneIsThere = process.stdin.isTTY && process.stderr.isTTY;
  return someoneIsThere ? ['sudo', ...environment] : undefined;
}

const missingOf = (tools) => tools.filter((tool) => !has(tool.command) && !(tool.or && has(tool.or)));
const packagesOf = (tools) => tools.map((tool) => tool.package);

export function commandFor(tools) {
  return `sudo apt-get install -y ${packagesOf(tools).join(' ')}`;
}
