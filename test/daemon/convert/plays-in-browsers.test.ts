import t from 'tap';
import { playsInBrowsers } from '../../../daemon/convert/plays-in-browsers.js';

const PHONE = { codec: 'h264', pixelFormat: 'yuv420p' };
const MP4 = { demuxer: 'mov', sound: 'aac' };

t.test('what phones record plays everywhere, with and without sound', (t) => {
  t.ok(playsInBrowsers(PHONE, MP4));
  t.ok(playsInBrowsers(PHONE, { ...MP4, sound: undefined }));
  t.end();
});

t.test('other codecs, depths, containers and sounds may not', (t) => {
  t.notOk(playsInBrowsers({ ...PHONE, codec: 'hevc' }, MP4));
  t.notOk(playsInBrowsers({ ...PHONE, pixelFormat: 'yuv420p10le' }, MP4));
  t.notOk(playsInBrowsers(PHONE, { ...MP4, demuxer: 'matroska' }));
  t.notOk(playsInBrowsers(PHONE, { ...MP4, sound: 'pcm_s16le' }));
  t.end();
});
