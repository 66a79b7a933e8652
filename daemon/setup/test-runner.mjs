import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, relative } from 'node:path';
import { runBeside, say } from './run-command.mjs';

const BUILT = 'node_modules/@tapjs/test/test-built/dist/esm/index.js';
const TYPESCRIPT_PLUGIN = 'from "@tapjs/typescript"';

// What a test imports as 'tap', and what it is as it came.
const ENTRY = 'node_modules/tap/dist/esm/index.js';
const AS_IT_CAME = "import { t } from './main.js';\nexport * from './main.js';\nexport default t;\n";
// Among tap's own packages, which are left out of the stacks of failures.
const IN_ONE_FILE = 'node_modules/@tapjs/core/dist/esm/in-one-file.js';

/** Has each test file start sooner, of which there are 400; once after an install. Without that the tests run as well, only slower. */
export async function buildTestRunner() {
  if (!existsSync(BUILT)) return;
  await leaveOutTypescript();
  if (existsSync(IN_ONE_FILE) && readFileSync(ENTRY, 'utf8').includes(basename(IN_ONE_FILE))) return;
  await putInOneFile().catch((error) => say(`tap is not in one file (${error}): the tests will take longer.`));
}

/**
 * tap comes with its plugins compiled in, and TypeScript's among them starts a compiler for every test file: 2 s each. It leaves
 * out what package.json turns off when it is built anew.
 */
async function leaveOutTypescript() {
  if (!readFileSync(BUILT, 'utf8').includes(TYPESCRIPT_PLUGIN)) return;
  say('building the test runner');
  if (!(await runBeside('npm', ['exec', '--offline', '--', 'tap', 'build'])))
    say('tap could not be built anew: the tests will take longer.');
}

/**
 * What a test loads of tap is 250 modules. esbuild, which comes with Vite, puts them into one: a file of few tests takes 0.43 s of processor time, which was 0.77 (with
 * test/bare-node.ts, x64, 2026-11-22). The runner itself loads none of them.
 */
async function putInOneFile() {
  const { buildSync } = createRequire(createRequire(import.meta.url).resolve('vite'))('esbuild');
  buildSync({
    stdin: { contents: AS_IT_CAME, resolveDir: dirname(ENTRY) },
    outfile: IN_ONE_FILE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    // For what is CommonJS among it.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
  });
  const path = relative(dirname(ENTRY), IN_ONE_FILE);
  writeFileSync(ENTRY, `export * from '${path}';\nexport { default } from '${path}';\n`);
  if (await isWell()) return;
  writeFileSync(ENTRY, AS_IT_CAME);
  rmSync(IN_ONE_FILE);
  throw new Error('it does not run');
}

function isWell() {
  const test = "import { t } from 'tap'; t.pass()";
  return runBeside(process.execPath, ['--input-type=module', '--eval', test], { stdio: 'ignore' });
}
