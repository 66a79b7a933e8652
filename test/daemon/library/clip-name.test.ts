import fc from 'fast-check';
import t from 'tap';
import { nameFromFile } from '../../../daemon/library/clip-name.js';
import { Clip } from '../../../daemon/protocol/clip.js';

t.test('a clip is called what the file was called', (t) => {
  t.equal(nameFromFile('/home/me/Bär.mp4'), 'Bär.mp4');
  t.equal(nameFromFile('..'), '..', 'a name is only ever shown');
  t.equal(nameFromFile('a\u202egpj.exe'), 'a gpj.exe');
  t.equal(nameFromFile('folder/'), 'clip');
  t.end();
});

t.test('whatever a sender calls a file, its clip has a name that the protocol accepts', (t) => {
  const anyText = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(fc.property(anyText, (fileName) => Clip.shape.name.safeParse(nameFromFile(fileName)).success));
  const long = nameFromFile('😀'.repeat(101));
  t.equal(long, '😀'.repeat(100), 'no character is cut in half');
  t.equal(nameFromFile(`x${'😀'.repeat(101)}`), `x${'😀'.repeat(99)}`);
  t.end();
});
