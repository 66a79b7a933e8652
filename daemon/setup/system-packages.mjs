import { has, run, runBeside, say } from './run-command.mjs';

/**
 * Installs what is missing where that is allowed; says the one command where it is not. Returns whether all that is required is there, and
 * ends the process at once where that cannot become true.
 */
export async function installSystemPackages({ required = [], wanted = [] }) {
  const tools = [...required, ...wanted];
  const missing = missingOf(tools);
  const sudo = missing.length > 0 && has('apt-get') && howToBeRoot();
  if (sudo) {
    say(`installing ${packagesOf(missing).join(', ')} (apt-get)`);
    await installWithApt(sudo, packagesOf(missing));
  }
  const isComplete = sayWhatIsMissing(tools, required);
  if (!isComplete && !sudo) process.exit(1);
  return isComplete;
}

function sayWhatIsMissing(tools, required) {
  const missing = missingOf(tools);
  for (const tool of missing) {
    const meaning = required.includes(tool) ? 'is missing' : 'is not installed (framed runs without it)';
    say(`${tool.command} ${meaning}: it ${tool.purpose}.`);
  }
  const isComplete = missingOf(required).length === 0;
  if (missing.length > 0) say(`${isComplete ? 'To install' : 'Install and start again'}: ${commandFor(missing)}`);
  return isComplete;
}

/** Installs packages as root or by sudo; the package lists are fetched only where the first try fails for want of them. */
export async function installWithApt([command, ...args], packages) {
  const apt = (...more) =>
    runBeside(command, [...args, 'apt-get', ...more], { stdio: ['inherit', 'ignore', 'inherit'] });
  const options = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  return (await apt(...options)) || ((await apt('update', '-qq')) && (await apt(...options)));
}

/**
 * The words in front of a command that must run as root: `env` as root, `sudo` for a user who may, undefined for one who may not.
 * sudo may ask for a password only where a person is there to type it, and asks at once, before anything else speaks.
 */
export function howToBeRoot() {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  if (process.getuid?.() === 0) return environment;
  if (!has('sudo')) return undefined;
  const someoneIsThere = process.stdin.isTTY && process.stderr.isTTY;
  const mayBeRoot =
    run('sudo', ['-n', 'true'], { stdio: 'ignore' }) || (someoneIsThere && run('sudo', ['-v'], { stdio: 'inherit' }));
  return mayBeRoot ? ['sudo', ...environment] : undefined;
}

const missingOf = (tools) => tools.filter((tool) => !has(tool.command) && !(tool.or && has(tool.or)));
const packagesOf = (tools) => tools.map((tool) => tool.package);

export function commandFor(tools) {
  return `sudo apt-get install -y ${packagesOf(tools).join(' ')}`;
}
