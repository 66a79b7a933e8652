import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../daemon/package-root.js';

const run = promisify(execFile);

/** For the `skip` of a test: why a shim can't be compiled here, or false. */
export const noCompiler: string | false =
  spawnSync('cc', ['-E', '-'], { input: '#include <stdio.h>\n#include <linux/gpio.h>\n' }).status === 0
    ? false
    : 'there is no C compiler with headers (cc, libc6-dev) on this machine to compile a shim with';

const compiled = new Map<string, Promise<string>>();

/** Makes a library for LD_PRELOAD of a C source, once a process; its folder goes with the process. @param source below the package's root. */
export function compileShim(source: string): Promise<string> {
  const compiling = compiled.get(source) ?? compile(source);
  compiled.set(source, compiling);
  return compiling;
}

async function compile(source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'framed-shim-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  const library = join(folder, `${basename(source, '.c')}.so`);
  const flags = ['-shared', '-fPIC', '-O1', '-Wall', '-Werror'];
  await run('cc', [...flags, '-o', library, join(packageRoot, source), '-ldl', '-lpthread']);
  return library;
}
