import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import t from 'tap';
import ts from 'typescript';
import { packageRoot } from '../daemon/package-root.js';

/**
 * The walls of the house: which room may import which (docs/architecture.md). A room is a folder of daemon/, or a file there; `display` and
 * `web-ui` are rooms of their own. A room may always import itself.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[] | 'all'>> = {
  protocol: [],
  display: [],
  errors: [],
  clock: [],
  niceness: [],
  'freed-memory': [],
  'short-slices': [],
  redact: [],
  log: ['redact'],
  'recent-log': ['log', 'clock', 'protocol'],
  'package-root': [],
  'package-version': ['package-root'],
  config: ['schedule', 'display', 'errors', 'log', 'package-root'],
  frames: ['errors', 'display', 'niceness'],
  convert: ['frames', 'display', 'errors', 'clock', 'log', 'niceness', 'protocol'],
  library: ['frames', 'errors', 'clock', 'log', 'protocol'],
  upload: ['errors', 'clock', 'log'],
  certificates: ['errors', 'clock', 'log'],
  backup: ['library', 'config', 'protocol', 'errors', 'log'],
  ingest: ['library', 'convert', 'frames', 'display', 'errors', 'clock', 'log', 'protocol'],
  player: ['frames', 'display', 'errors', 'clock', 'log', 'niceness', 'protocol'],
  playback: ['player', 'control', 'protocol', 'errors', 'clock'],
  'watch-folder': ['library', 'control', 'protocol', 'errors', 'clock', 'log'],
  controls: ['config', 'control', 'display', 'protocol', 'errors', 'log'],
  schedule: ['control', 'protocol', 'errors', 'clock', 'log'],
  glass: ['config', 'display', 'errors'],
  health: ['control', 'protocol'],
  'status-screens': ['niceness', 'display', 'errors', 'protocol', 'clock', 'log', 'package-root'],
  demo: ['frames', 'display', 'errors', 'package-root'],
  'test-pattern': ['frames', 'display'],
  control: ['protocol', 'player', 'library', 'ingest', 'display', 'errors', 'clock', 'log'],
  access: ['protocol', 'errors', 'clock', 'log'],
  http: ['access', 'control', 'library', 'upload', 'protocol', 'errors', 'clock', 'log', 'package-root'],
  crash: ['clock', 'log', 'redact'],
  systemd: ['control', 'player', 'protocol', 'errors', 'log'],
  app: 'all',
  cli: 'all',
  main: 'all',
  'web-ui': ['protocol'],
};

/** What a room may import from outside the house; rooms that are not named: anything of Node and of package.json. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  protocol: ['zod/mini'],
  'web-ui': ['preact', 'preact/hooks', '@preact/signals', 'tus-js-client'],
};

interface Import {
  from: string;
  to: string;
  /** Only types: gone when it runs. */
  isType: boolean;
  /** `import()`: loaded when that line is reached, and only then. */
  isDynamic: boolean;
}

const files = ['daemon', 'display', 'web-ui/src'].flatMap((folder) => sourcesIn(join(packageRoot, folder)));
const imports: Import[] = files.flatMap((from) =>
  importsOf(from).map(({ specifier, ...kind }) => ({
    from,
    to: specifier.startsWith('.') ? resolveImport(from, specifier) : specifier,
    ...kind,
  })),
);
const inside = imports.filter(({ to }) => files.includes(to));

t.test('every room is in the plan', (t) => {
  const unplanned = new Set(files.map(roomOf).filter((room) => !(room in MAY_IMPORT)));
  t.same([...unplanned], []);
  t.end();
});

t.test('imports run one way', (t) => {
  const broken = inside.filter(({ from, to }) => {
    const allowed = MAY_IMPORT[roomOf(from)];
    return roomOf(from) !== roomOf(to) && allowed !== 'all' && !allowed?.includes(roomOf(to));
  });
  t.same(broken, []);
  t.end();
});

t.test('a relative import names a file that is there', (t) => {
  const lost = imports.filter(({ to }) => /^[a-z-]+\//.test(to) && isOurs(to) && !files.includes(to) && !isAsset(to));
  t.same(lost, []);
  t.end();
});

t.test('the protocol and the page import nothing from outside but what they are given', (t) => {
  const foreign = imports.filter(({ from, to }) => {
    const allowed = OUTSIDE[roomOf(from)];
    return allowed && !isOurs(to) && !isAsset(to) && !allowed.includes(to);
  });
  t.same(foreign, []);
  t.end();
});

t.test('only one file runs ffmpeg, and only the consumer opens a display', (t) => {
  t.same(importersOf('fluent-ffmpeg'), ['daemon/convert/ffmpeg.ts']);
  t.same(importersOf('display/open.ts'), ['daemon/player/consumer.worker.ts']);
  t.end();
});

t.test(
  'native modules are loaded by display/native and by what speaks to systemd, malloc or the scheduler, and not before they are wanted',
  (t) => {
    const native = imports.filter(({ to, isType }) => ['koffi', 'rpio', 'spi-device'].includes(to) && !isType);
    for (const { from, isDynamic } of native) {
      t.match(
        from,
        /^display\/native\/|^daemon\/systemd\/notify-socket\.ts$|^daemon\/(freed-memory|short-slices)\.ts$/,
      );
      t.ok(isDynamic, `${from} imports it dynamically`);
    }
    t.ok(native.length > 0);
    t.end();
  },
);

t.test('what only sending needs is not loaded before a file is chosen', (t) => {
  t.same(importersOf('tus-js-client'), ['web-ui/src/sending/file-sender.ts']);
  const ways = inside.filter(({ to, isType }) => to === 'web-ui/src/sending/file-sender.ts' && !isType);
  t.same(
    ways.map(({ isDynamic }) => isDynamic),
    [true],
  );
  t.end();
});

t.test('there are no import cycles', (t) => {
  t.same(findCycle(), []);
  t.end();
});

t.test('there are no barrels, no default exports and no rooms without a name', (t) => {
  t.same(
    files.filter((file) => /(^|\/)(index|utils?|helpers?|misc|common|manager)\.tsx?$/.test(file)),
    [],
  );
  const ofNode = files.filter((file) => !file.includes('web-ui/src/') && file.endsWith('.ts'));
  t.same(
    ofNode.filter((file) => /^export default/m.test(readFileSync(join(packageRoot, file), 'utf8'))),
    [],
  );
  t.end();
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => relative(packageRoot, join(folder, file)));
}

/** `./x.js` in a source means x.ts, or x.tsx in the page. */
function resolveImport(from: string, specifier: string): string {
  const path = normalize(join(dirname(from), specifier));
  const stem = path.replace(/\.(js|ts|tsx)$/, '');
  return [`${stem}.ts`, `${stem}.tsx`].find((candidate) => files.includes(candidate)) ?? path;
}

function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'daemon' ? room.replace(/\.ts$/, '') : top;
}

function isOurs(path: string): boolean {
  return /^(daemon|display|web-ui)\//.test(path);
}

function isAsset(path: string): boolean {
  return /\.(css|svg)$/.test(path);
}

/** The files that load it, not those that only name its types. */
function importersOf(target: string): string[] {
  return [...new Set(imports.filter(({ to, isType }) => to === target && !isType).map(({ from }) => from))];
}

/** Static and dynamic imports, re-exports, and workers: whatever names another module. */
function importsOf(file: string): { specifier: string; isType: boolean; isDynamic: boolean }[] {
  const text = readFileSync(join(packageRoot, file), 'utf8');
  const found: ReturnType<typeof importsOf> = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, isType: isTypeImport(node), isDynamic: false });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, isType: node.isTypeOnly, isDynamic: false });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument))
        found.push({ specifier: argument.text, isType: false, isDynamic: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  const { isTypeOnly, name, namedBindings } = importClause;
  if (isTypeOnly) return true;
  return (
    !name && !!namedBindings && ts.isNamedImports(namedBindings) && namedBindings.elements.every((e) => e.isTypeOnly)
  );
}

/** The files of one cycle in order, or none. */
function findCycle(): string[] {
  const targets = importsByFile();
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { to } of targets.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  return files.map((file) => visit(file, [])).find((cycle) => cycle.length > 0) ?? [];
}

function importsByFile(): Map<string, Import[]> {
  const groups = new Map<string, Import[]>();
  for (const item of inside) groups.set(item.from, [...(groups.get(item.from) ?? []), item]);
  return groups;
}
