import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';

/** An installation that has the native parts for these, by NODE_MODULE_VERSION. */
function home(t: Test, ...abis: readonly (string | undefined)[]): string {
  const folder = t.testdir();
  for (const abi of abis) {
    const name = `node-v${abi}-linux-${process.arch}`;
    mkdirSync(join(folder, 'node_modules/better-sqlite3/lib/binding', name), { recursive: true });
  }
  return folder;
}

/** A program that says of itself that it is another version of this Node. */
function fakeNode(version: string): string {
  const process_ = `{ ...process, argv: process.argv, exit: process.exit, versions: { ...process.versions, node: '${version}' } }`;
  return `#!/bin/sh\nexec ${process.execPath} -e "((process) => { $2 })(${process_})" "$3"\n`;
}

function choose(framedHome: string, system: readonly string[], own: string) {
  const env = {
    PATH: process.env['PATH'],
    FRAMED_HOME: framedHome,
    FRAMED_SYSTEM_NODES: system.join(' '),
    FRAMED_NODE: own,
  };
  return spawnSync('sh', [join(packageRoot, 'systemd/choose-node')], { encoding: 'utf8', env });
}

const { execPath: real, versions } = process;

t.test("the system's Node is taken where it is new enough and the package has its native parts", (t) => {
  t.equal(choose(home(t, versions.modules), [real], '/nowhere').stdout, `${real}\n`);
  t.end();
});

t.test("framed's own is taken where the system has none, or one without native parts in the package", (t) => {
  const own = real;
  t.equal(choose(home(t, versions.modules), ['/nowhere'], own).stdout, `${own}\n`);
  const none = choose(home(t, '1'), [real], own);
  t.equal(none.status, 1);
  t.match(none.stderr, /wants 20\.19 or newer/);
  t.end();
});

t.test('20.18 is too old, 20.19 is not', (t) => {
  const framedHome = home(t, versions.modules);
  const [old, enough] = ['20.18.3', '20.19.0'].map((version) => {
    const folder = join(framedHome, version);
    mkdirSync(folder);
    const path = join(folder, 'node');
    writeFileSync(path, fakeNode(version));
    chmodSync(path, 0o755);
    return path;
  });
  t.equal(choose(framedHome, [old ?? '', enough ?? ''], '/nowhere').stdout, `${enough}\n`);
  t.end();
});

t.test('every script that root runs is one that sh can read', (t) => {
  const folder = join(packageRoot, 'systemd');
  const scripts = [
    'framed',
    'choose-node',
    'install.sh',
    ...['postinst', 'prerm', 'postrm'].map((name) => `debian/${name}`),
  ];
  for (const script of scripts) {
    const { status, stderr } = spawnSync('sh', ['-n', join(folder, script)], { encoding: 'utf8' });
    t.equal(status, 0, `${script} ${stderr}`);
  }
  t.ok(readdirSync(join(folder, 'debian')).includes('copyright'));
  t.end();
});
