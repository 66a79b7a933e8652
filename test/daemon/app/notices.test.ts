import t from 'tap';
import { noticeOfMending } from '../../../daemon/app/notices.js';

t.test('what a start mended is told where something was lost or came close to it', (t) => {
  t.equal(noticeOfMending({ findings: [] }), undefined);
  t.equal(
    noticeOfMending({ findings: [{ code: 'staging-swept', message: 'Swept.' }] }),
    undefined,
    'half done, no more',
  );
  const lost = Array.from({ length: 7 }, (_, index) => ({
    code: 'clip-lost' as const,
    message: `Clip ${index} is gone.`,
  }));
  const notice = noticeOfMending({ findings: [{ code: 'database-recovered', message: 'Made anew.' }, ...lost] });
  t.equal(notice?.level, 'warning');
  t.same(notice?.message.split('\n').slice(1), [
    'Made anew.',
    'Clip 0 is gone.',
    'Clip 1 is gone.',
    'Clip 2 is gone.',
    'Clip 3 is gone.',
    'And 3 more: framed logs',
  ]);
  t.end();
});
