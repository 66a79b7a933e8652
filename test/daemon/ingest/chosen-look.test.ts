import t from 'tap';
import { chosenLook } from '../../../daemon/ingest/chosen-look.js';
import { beginArriving } from './arriving-file.js';
import { startIngest } from './start-ingest.js';

t.test('a look is read from what was said with the file, and the rest is left alone', (t) => {
  const said = { filename: 'a.mp4', filetype: 'video/mp4', fit: 'contain', focus: '0.3,0.7', rotation: '90' };
  const times = { startMs: '1500', lengthMs: '2000', speed: '0.5', background: '#00ff00' };
  t.same(chosenLook({ ...said, ...times }), {
    fit: 'contain',
    focus: { x: 0.3, y: 0.7 },
    rotation: 90,
    startMs: 1500,
    lengthMs: 2000,
    speed: 0.5,
    background: '#00ff00',
  });
  t.equal(chosenLook({ filename: 'a.mp4', fit: '', speed: null }), undefined);
  t.end();
});

t.test('what a look cannot be is refused by its name and the text that was sent', (t) => {
  t.throws(() => chosenLook({ fit: 'sideways' }), { code: 'look-invalid', message: /^The fit "sideways" / });
  for (const wrong of [{ focus: '0.5' }, { rotation: '45' }, { speed: 'fast' }, { startMs: ' ' }, { lengthMs: '0' }]) {
    t.throws(() => chosenLook(wrong), { code: 'look-invalid' }, JSON.stringify(wrong));
  }
  t.end();
});

t.test('the first frames are made for the look that came with the file', async (t) => {
  const { ingest, library, jobs, converter, root } = await startIngest(t);

  const metadata = { fit: 'contain', startMs: '40' };
  const { ticket, send, complete } = await beginArriving(ingest, root, [Buffer.from('a film')], { metadata });
  await send();
  await complete();
  const { clipId = '' } = await jobs.ended(ticket.job.id);
  t.match(converter.options, [{ fit: 'contain', startMs: 40 }], 'once, and while it arrived');
  t.same(library.clip(clipId)?.look, { fit: 'contain', startMs: 40 });
});
