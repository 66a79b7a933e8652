import { existsSync, readFileSync } from 'node:fs';
import { runBeside, say } from './run-command.mjs';

const BUILT = 'node_modules/@tapjs/test/test-built/dist/esm/index.js';
const TYPESCRIPT_PLUGIN = 'from "@tapjs/typescript"';

/**
 * tap comes with its plugins compiled in, and TypeScript's among them starts a compiler for every test file: 2 s each, of 200. It leaves
 * out what package.json turns off when it is built anew, once after an install.
 */
export async function buildTestRunner() {
  if (!existsSync(BUILT) || !readFileSync(BUILT, 'utf8').includes(TYPESCRIPT_PLUGIN)) return;
  say('building the test runner');
  // Without it the tests run as well, only slower.
  if (!(await runBeside('npm', ['exec', '--offline', '--', 'tap', 'build'])))
    say('tap could not be built anew: the tests will take longer.');
}
