import { spawnSync } from 'node:child_process';

/** Runs a command, its words on standard error, and returns what it printed. Ends the process where it fails. */
export function run(command, args, options = {}) {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  if (status !== 0)
    fail(`${[command, ...args].join(' ')}\nfailed: ${error?.message ?? `exit code ${status}`}\n${stdout ?? ''}`);
  return stdout;
}

/** Whether a command is there and content. */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

export function say(text) {
  console.error(`[package] ${text}`);
}

export function fail(text) {
  say(text);
  process.exit(1);
}
