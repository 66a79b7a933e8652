import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Runs a command with its output shown, on standard error: standard output is the caller's. Returns whether it succeeded. */
export function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: ['inherit', 2, 'inherit'], ...options }).status === 0;
}

/** The same, while others run. */
export function runBeside(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['inherit', 2, 'inherit'], ...options });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** Whether a command is on the PATH. */
export function has(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** One line of what is being done, so that nobody wonders at a silent minute. */
export function say(text) {
  console.error(`\x1b[2m[setup]\x1b[0m ${text}`);
}
