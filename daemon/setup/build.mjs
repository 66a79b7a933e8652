import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBeside, say } from './run-command.mjs';

const STAMP = 'dist/.build/complete';
const SOURCES = ['daemon', 'display', 'web-ui', 'test', 'bench', 'package.json', 'tsconfig.json', 'package-lock.json'];

/** Compiles everything where a source is newer than the last complete build. Returns whether that is done. */
export async function buildAll() {
  const builtMs = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0;
  if (SOURCES.every((source) => newestMs(source) <= builtMs)) return true;
  // Taken before the compiler reads anything: a file saved meanwhile is newer than this, and built the next time.
  const startedAt = new Date();
  say('building');
  if (!(await runBeside('npm', ['run', '--silent', 'build']))) {
    say('the build failed: see above.');
    return false;
  }
  writeFileSync(STAMP, '');
  utimesSync(STAMP, startedAt, startedAt);
  return true;
}

function newestMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time tells of files removed.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), stat.mtimeMs);
}
