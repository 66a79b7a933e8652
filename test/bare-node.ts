import { ChildProcess } from 'node:child_process';

/** Of ChildProcess.prototype.spawn, which child_process's functions end in; it has no public type. */
interface SpawnOptions {
  readonly args?: readonly string[];
  readonly envPairs?: readonly string[];
}

/** What tap puts into the arguments, and in quotes into NODE_OPTIONS, of what it starts. */
const LOADER = /^--import=.*\/@tapjs\//;
const QUOTED_LOADER = /"--import=[^"]*\/@tapjs\/[^"]*"/g;
const NODE_OPTIONS = /^NODE_OPTIONS=/;

/**
 * Loaded first (NODE_OPTIONS of `npm test`) into tap and each test file. tap has each file, and what a test starts, load its modules through a thread of its
 * own, for coverage and for mocks: 0.1 s of processor time more for a test file and 1.2 s more (1.9 for 0.85) for a daemon until its first
 * frame, on two x64 cores, 2026-11-22. Neither is used here. tap adds to the options before this sees them, since it wraps what is wrapped here.
 */
const isTap = process.env['TAP_CHILD_ID'] === undefined;
changeSpawned(({ args, envPairs }) =>
  isTap
    ? {
        args: args?.filter((arg) => !LOADER.test(arg)),
        envPairs: envPairs?.map((pair) => (NODE_OPTIONS.test(pair) ? pair.replace(QUOTED_LOADER, '') : pair)),
      }
    : // What a test starts runs as it would without tap.
      { envPairs: envPairs?.filter((pair) => !NODE_OPTIONS.test(pair)) },
);

function changeSpawned(
  changed: (options: SpawnOptions) => { [Key in keyof SpawnOptions]: SpawnOptions[Key] | undefined },
) {
  const prototype: { spawn?: (options: SpawnOptions) => unknown } = ChildProcess.prototype as object;
  const { spawn } = prototype;
  if (spawn === undefined) return;
  prototype.spawn = function (options) {
    const changes = Object.entries(changed(options)).filter(([, value]) => value !== undefined);
    return spawn.call(this, { ...options, ...Object.fromEntries(changes) });
  };
}
