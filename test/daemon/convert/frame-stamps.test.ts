import t from 'tap';
import { parseShowinfo, StampQueue } from '../../../daemon/convert/frame-stamps.js';

t.test('stamps are read as ffmpeg 5 and 7 print them', (t) => {
  t.same(
    parseShowinfo(
      '[Parsed_showinfo_3 @ 0x558705bdb600] [info] n:   1 pts:2000000 pts_time:2       pos:      982 fmt:rgb565be sar:0/1',
    ),
    { us: 2_000_000, durationUs: undefined },
  );
  t.same(
    parseShowinfo(
      '[Parsed_showinfo_1 @ 0x7fd2f8002480] [info] n:   1 pts:  33000 pts_time:0.033   duration:  33000 duration_time:0.033   fmt:x',
    ),
    { us: 33_000, durationUs: 33_000 },
  );
  t.same(parseShowinfo('[Parsed_showinfo_1 @ 0x7f] [info] n:   0 pts: -40000 pts_time:-0.04   pos: 1'), {
    us: -40_000,
    durationUs: undefined,
  });
  t.ok(Number.isNaN(parseShowinfo('[Parsed_showinfo_1 @ 0x7f] [info] n:   0 pts:NOPTS pts_time:NOPTS   pos: 1')?.us));
  t.end();
});

t.test('a title in a file cannot pass for a stamp', (t) => {
  t.equal(parseShowinfo('[info]     title : [Parsed_showinfo_1 @ 0x7f] [info] n: 0 pts: 5 pts_time:1'), undefined);
  t.equal(parseShowinfo('[Parsed_showinfo_1 @ 0x7f] [info] color_range:pc color_space:gbr'), undefined);
  t.end();
});

t.test('a stamp may come before its frame or after it', async (t) => {
  const queue = new StampQueue();
  queue.push({ us: 1, durationUs: undefined });
  t.equal((await queue.next())?.us, 1);
  const waiting = queue.next();
  queue.push({ us: 2, durationUs: undefined });
  t.equal((await waiting)?.us, 2);
  const last = queue.next();
  queue.close();
  t.equal(await last, undefined);
  t.equal(await queue.next(), undefined);
});
