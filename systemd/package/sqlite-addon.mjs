import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { CACHE, NODE_BY_ABI, nodeBuild } from './node-builds.mjs';
import { fail, run, say, succeeds } from './run-command.mjs';

/**
 * Puts better-sqlite3's native part into `modules`, one for each Node that framed runs on: it is built for one NODE_MODULE_VERSION, and
 * which Node a system has is not known here. The registry has none of them prebuilt, so they are compiled, from what npm brought.
 *
 * Where: lib/binding/node-vABI-linux-ARCH, which `bindings` looks into last.
 */
export function addSqlite(modules, { npm, tools }) {
  const source = join(modules, 'better-sqlite3');
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  for (const [abi, nodeVersion] of Object.entries(NODE_BY_ABI)) {
    const built = build({ source, version, nodeVersion, npm, tools });
    const folder = join(source, 'lib/binding', `node-v${abi}-linux-${npm}`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(built, join(folder, 'better_sqlite3.node'));
  }
}

function build({ source, version, nodeVersion, npm, tools }) {
  const [cc, cxx] = ['gcc', 'g++'].map((name) => (npm === arch() ? name : `${tools}-${name}`));
  for (const compiler of [cc, cxx]) {
    if (!succeeds(compiler, ['--version']))
      fail(`${compiler} is missing: apt-get install g++${npm === arch() ? '' : `-${tools.replace('_', '-')}`}`);
  }
  const defines = definesOf(join(source, 'deps/defines.gypi'));
  const compilerVersion = run(cxx, ['-dumpfullversion']).trim();
  const key = createHash('sha256')
    .update(JSON.stringify([version, defines, compilerVersion]))
    .digest('hex')
    .slice(0, 16);
  const addon = join(CACHE, `better-sqlite3-${key}-node-${nodeVersion}-${npm}.node`);
  if (existsSync(addon)) return addon;

  mkdirSync(CACHE, { recursive: true });
  // The flags of its binding.gyp and deps/*.gypi, and paths that say nothing of this machine.
  const common = ['-O3', '-fPIC', '-DNDEBUG', '-g0', `-ffile-prefix-map=${source}=.`];
  const library = join(CACHE, `sqlite3-${key}-${npm}.o`);
  if (!existsSync(library)) {
    say(`compiling SQLite for ${npm}`);
    const flags = [...common, '-std=c99', '-w', ...defines];
    run(cc, [...flags, '-c', join(source, 'deps/sqlite3/sqlite3.c'), '-o', `${library}.unfinished`]);
    renameSync(`${library}.unfinished`, library);
  }
  say(`compiling better-sqlite3 for ${npm}, Node ${nodeVersion}`);
  const headers = join(nodeBuild('x64', nodeVersion), 'include/node');
  const flags = [
    ...common,
    '-std=c++20',
    '-fno-rtti',
    '-fno-exceptions',
    '-w',
    ...defines,
    '-DBUILDING_NODE_EXTENSION',
  ];
  const names = ['-DNODE_GYP_MODULE_NAME=better_sqlite3', '-DV8_DEPRECATION_WARNINGS=0', '-D_FILE_OFFSET_BITS=64'];
  run(cxx, [
    ...flags,
    ...names,
    ...[headers, join(source, 'deps/sqlite3')].map((folder) => `-I${folder}`),
    ...['-shared', '-s', '-pthread', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-Wl,--build-id=sha1'],
    ...[join(source, 'src/better_sqlite3.cpp'), library, '-o', `${addon}.unfinished`],
  ]);
  renameSync(`${addon}.unfinished`, addon);
  return addon;
}

/** The defines with which better-sqlite3 compiles SQLite, from its own list. */
function definesOf(path) {
  const quoted = readFileSync(path, 'utf8').matchAll(/^\s+'([A-Z][A-Z0-9_]*(?:=[^']*)?)',?$/gm);
  const defines = [...quoted].map(([, define]) => `-D${define}`);
  if (defines.length < 20) fail(`${path} is not the list of defines that it was.`);
  return defines;
}
