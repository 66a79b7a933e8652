import { normalize, sep } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { resolveInside } from '../daemon/http/static.js';
import { Layout } from '../daemon/library/layout.js';

const ROOT = '/srv/framed';
const layout = new Layout(ROOT);

/** What people try: parts of paths, encoded once and twice, joined to each other and to anything. */
const piece = fc.constantFrom(
  '..',
  '.',
  '/',
  '\\',
  '%2e%2e',
  '%2f',
  '%5c',
  '%252e%252e',
  '\0',
  '%00',
  '~',
  '//',
  'a'.repeat(32),
);
const hostile = fc
  .array(fc.oneof(piece, fc.string(), fc.stringMatching(/^[0-9a-f]{16,32}$/)))
  .map((parts) => parts.join(''));

function isInside(path: string): boolean {
  return normalize(path) === path && path.startsWith(ROOT + sep);
}

t.test('whatever a page asks for, only what lies in its own folder is named', (t) => {
  fc.assert(
    fc.property(hostile, (address) => {
      const path = resolveInside(ROOT, `/${address}`);
      return path === undefined || isInside(path);
    }),
    { numRuns: 5000 },
  );
  t.end();
});

t.test('whatever is given for an id, the library names a file of its own or none', (t) => {
  const places = [
    (id: string) => layout.original(id, '.mp4'),
    (id: string) => layout.original('0'.repeat(32), id),
    (id: string) => layout.poster(id),
    (id: string) => layout.renditionFolder(id),
    (id: string) => layout.rendition(id, '0'.repeat(16)),
    (id: string) => layout.rendition('0'.repeat(32), id),
    (id: string) => layout.preview('0'.repeat(32), id, 'webp'),
  ];
  let named = 0;
  fc.assert(
    fc.property(hostile, fc.constantFrom(...places), (id, place) => {
      try {
        const path = place(id);
        named++;
        return isInside(path);
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'library-bad-id';
      }
    }),
    { numRuns: 5000 },
  );
  t.ok(named > 0, 'ids are among them');
  t.end();
});
