import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { statusOfCode } from '../../../daemon/http/http-error.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { importPageModule } from '../page-module.js';
import { germanOf } from './german-of.js';

const { problemTexts } =
  await importPageModule<typeof import('../../../web-ui/src/texts/de/problems.js')>('texts/de/problems.ts');
const { frameTexts } =
  await importPageModule<typeof import('../../../web-ui/src/texts/de/frame.js')>('texts/de/frame.ts');
const { problemWords } =
  await importPageModule<typeof import('../../../web-ui/src/texts/problem-words.js')>('texts/problem-words.ts');

/** Whose errors a page is answered with, or finds in a job or a clip. */
const ROOMS = ['access', 'backup', 'convert', 'http', 'ingest', 'library', 'upload', 'app', 'control', 'config'];

/** Codes that need no words on the page, and why. */
const UNSAID: Readonly<Record<string, string>> = {
  ...because('only whoever speaks HTTP by hand, or another page, gets this', [
    'bad-request',
    'body-too-large',
    'headers-too-large',
    'host-not-allowed',
    'invalid-body',
    'invalid-json',
    'method-not-allowed',
    'not-found',
    'origin-not-allowed',
    'range-not-satisfiable',
    'unsupported-media-type',
    'upload-malformed',
    'upload-offset-wrong',
    'upload-version-unsupported',
    'url-too-long',
  ]),
  ...because('it says how many tries are left, and is asked for at the way in, which has words of its own', [
    'pairing-code-wrong',
  ]),
  ...because('it ends framed, or keeps it from starting: nobody is there to answer a page', [
    'access-damaged',
    'access-foreign',
    'library-locked',
    'socket-in-use',
    'socket-path-taken',
    'socket-path-too-long',
  ]),
  ...because('it never leaves the room: another way is taken, or the log has it', [
    'convert-not-streamable',
    'library-bad-staging',
    'panels-unreadable',
    'screen-not-drawn',
    'worker-ended',
  ]),
  ...because('only the command line asks for what has it', [
    'config-key-unknown',
    'daemon-lost',
    'file-exists',
    'folder-empty',
    'name-ambiguous',
    'name-unknown',
    'output-unwritable',
  ]),
  ...because('a notice says it, with words of its own', ['panel-unknown', 'panel-invalid', 'glass-missing']),
};

const thrown = codesThrown();

t.test('every error that may reach a page has German words, or a reason why not', (t) => {
  const said = new Set([...Object.keys(problemTexts), ...Object.keys(frameTexts).map(withoutPrefix)]);
  const unsaid = thrown.filter((code) => !said.has(code) && UNSAID[code] === undefined);
  t.same(unsaid, []);
  t.ok(thrown.length > 80, `${thrown.length} codes were found`);
  t.end();
});

t.test('there are no words for what nobody throws, and no reason for what has words', (t) => {
  // 500 is the status of what has none of its own.
  const isKnown = (code: string) => thrown.includes(code) || statusOfCode(code) !== 500;
  t.same(
    Object.keys(problemTexts).filter((code) => !isKnown(code) && code !== 'internal'),
    [],
  );
  t.same(
    Object.keys(UNSAID).filter((code) => code in problemTexts || `error-${code}` in frameTexts),
    [],
  );
  t.end();
});

t.test('the page says an error in its language, with the daemon’s own sentence where that has what is needed', (t) => {
  const textOf = germanOf('problems', problemTexts);
  const message = 'The file is empty: 0 bytes arrived.';
  t.equal(problemWords({ code: 'file-empty', message }, textOf), 'Die Datei ist leer.');
  t.equal(
    problemWords({ code: 'config-change-invalid', message: 'http.port is "x".' }, textOf),
    'Das nimmt die Konfiguration nicht an: http.port is "x".',
  );
  t.equal(problemWords({ code: 'of-a-later-framed', message }, textOf), message);
  t.equal(problemWords({ code: 'file-empty', message }), message, 'before its words are loaded, and in English');
  t.end();
});

/** The codes of all errors that the rooms throw, by their source. */
function codesThrown(): string[] {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(packageRoot, 'daemon', room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(packageRoot, 'daemon', room, file)),
  );
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/Error\(\s*'([a-z]+(?:-[a-z\d]+)*)'/g)].map(([, code = '']) => code),
  );
  return [...new Set(found)].sort();
}

function because(reason: string, codes: readonly string[]): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, reason]));
}

function withoutPrefix(key: string): string {
  return key.replace('error-', '');
}
