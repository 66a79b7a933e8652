import t from 'tap';
import { FfmpegReason } from '../../../daemon/convert/ffmpeg-reason.js';

function reasonOf(log: string): string | undefined {
  const reason = new FfmpegReason();
  for (const line of log.split('\n')) reason.add(line);
  return reason.line;
}

t.test('the part that found the trouble is quoted, in the words of ffmpeg 5 and 7', (t) => {
  t.equal(
    reasonOf(
      '[info] Input #0\n[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55da78f868c0] [error] moov atom not found\n' +
        '[error] file:/srv/secret/cut.mp4: Invalid data found when processing input',
    ),
    'moov atom not found',
  );
  t.equal(
    reasonOf(
      '[in#0 @ 0x8dd3c00] [error] Error opening input: End of file\n[error] Error opening input file /srv/secret/x.webm.\n' +
        '[fatal] Error opening input files: End of file',
    ),
    'End of file',
  );
  t.equal(reasonOf('[error] file:/srv/a b.mp4: Invalid data found when processing input')?.includes('/srv'), false);
  t.end();
});

t.test('warnings and talk are no reason', (t) => {
  t.equal(
    reasonOf('[swscaler @ 0x1] [warning] deprecated pixel format used\n[info] Stream mapping:\nframe= 1'),
    undefined,
  );
  t.end();
});

t.test('a reason is one short line', (t) => {
  const line = reasonOf(`[h264 @ 0x1] [error] ${'long '.repeat(100)}`);
  t.ok(line && line.length <= 160 && !line.includes('\n'));
  t.end();
});

t.test('what ffmpeg says of the raw frames that it writes is no fault of the file', async (t) => {
  const reason = new FfmpegReason();
  reason.add(
    '[rawvideo @ 0x55] [error] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 3 >= 3',
  );
  t.equal(reason.line, undefined);
  t.equal(reason.errors, 0);
});
