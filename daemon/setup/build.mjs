import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './run-command.mjs';

const STAMP = 'dist/.build/complete';
const SOURCES = ['daemon', 'display', 'web-ui', 'test', 'bench', 'package.json', 'tsconfig.json', 'package-lock.json'];

/** Compiles everything where a source is newer than the last complete build. */
export function buildAll() {
  const builtMs = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0;
  if (SOURCES.every((source) => newestMs(source) <= builtMs)) return;
  // Taken before the compiler reads anything: a file saved meanwhile is newer than this, and built the next time.
  const startedAt = new Date();
  say('building');
  if (!run('npm', ['run', '--silent', 'build'])) {
    say('the build failed: see above.');
    process.exit(1);
  }
  writeFileSync(STAMP, '');
  utimesSync(STAMP, startedAt, startedAt);
}

function newestMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time tells of files removed.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), stat.mtimeMs);
}
