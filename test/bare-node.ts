import { ChildProcess } from 'node:child_process';
import module, { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded first (NODE_OPTIONS of `npm test`) into each process of a test run. tap has each of them load its modules through a thread of its own, for coverage
 * and for mocks, also those that a test starts: 0.3 s more for a test file and 1.2 s more (1.9 for 0.85) for a daemon until its first frame, on two x64
 * cores, 2026-11-21. Neither is used here.
 */
if (process.env['TAP_CHILD_ID'] !== undefined) {
  module.register = () => undefined;
  syncBuiltinESMExports();
  spawnBare();
}

/** What a test starts runs as it would without tap. tap wraps this afterwards, so that what it adds to the environment is taken away here. */
function spawnBare(): void {
  // The method that child_process's functions end in; it has no public type.
  const prototype: { spawn?: (options: { envPairs?: string[] }) => unknown } = ChildProcess.prototype as object;
  const { spawn } = prototype;
  if (spawn === undefined) return;
  prototype.spawn = function (options) {
    const envPairs = options.envPairs?.filter((pair) => !pair.startsWith('NODE_OPTIONS='));
    return spawn.call(this, { ...options, ...(envPairs && { envPairs }) });
  };
}
