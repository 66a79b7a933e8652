import t from 'tap';
import type { MediaFacts } from '../../../daemon/convert/media-facts.js';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { planFile, planPictures, planPoster, planWebpDecode } from '../../../daemon/convert/plan.js';

const panel = { width: 320, height: 240 };
const tools = {
  filters: new Set(['zscale', 'tonemap', 'bwdif', 'yadif']),
  decoders: new Set(['libvpx-vp9']),
  threads: 2,
};
const film: MediaFacts = {
  ...{
    streamIndex: 0,
    codec: 'h264',
    width: 640,
    height: 480,
    sampleAspect: 1,
    pixelFormat: 'yuv420p',
    orientation: 1,
  },
  ...{ range: undefined, matrix: undefined, transfer: undefined, interlaced: false, alpha: 'none' },
  timing: { kind: 'video', frames: 145, durationMs: 5800, rate: 25, tickUs: 78.125 },
};

function plan(facts: Partial<MediaFacts> = {}, options = {}, available = tools) {
  const result = planFile(
    { path: '/a', demuxer: 'mov', facts: { ...film, ...facts } },
    panel,
    { ...DEFAULT_CONVERT_OPTIONS, ...options },
    available,
  );
  const { before, after } = result.commandLine;
  return { ...result, before, after, filters: after[after.indexOf('-vf') + 1] ?? '' };
}

t.test('every run has the locks on what may be opened', (t) => {
  const lines = [
    plan().commandLine,
    planPictures({ ...film, pixelFormat: 'rgba' }, panel, DEFAULT_CONVERT_OPTIONS, tools),
    planWebpDecode(panel, tools),
    planPoster(panel, tools),
  ];
  for (const { before } of lines) {
    t.ok(before.includes('-nostdin') && before.includes('-hide_banner'));
    t.equal(before[before.indexOf('-protocol_whitelist') + 1], 'file,pipe');
    const formats = before[before.indexOf('-format_whitelist') + 1]?.split(',') ?? [];
    for (const opener of ['hls', 'dash', 'concat', 'image2', 'sdp', 'rtsp', 'lavfi', 'svg_pipe', 'tty', 'applehttp'])
      t.notOk(formats.includes(opener), opener);
    t.notOk(before.includes('-y'));
  }
  t.end();
});

t.test('a film goes from YUV to RGB565 in one step, its meaning said', (t) => {
  const { filters, grid } = plan();
  t.equal(
    filters,
    "select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.033253)'," +
      'scale=320:240:flags=bicubic:in_color_matrix=bt601:in_range=tv,format=rgb565be,setsar=1,settb=AVTB,showinfo=checksum=0',
  );
  t.equal(grid?.rate, 25);
  t.match(plan({ height: 720 }).filters, /in_color_matrix=bt709:in_range=tv/);
  t.match(plan({ height: 720, matrix: 'bt470bg', range: 'pc' }).filters, /in_color_matrix=bt601:in_range=pc/);
  t.match(plan({ pixelFormat: 'yuvj420p' }).filters, /in_range=pc/);
  t.end();
});

t.test('a film is averaged where it is shrunk to less than half, both ways', (t) => {
  t.match(plan({ width: 1280, height: 720 }).filters, /scale=427:240:flags=area:/);
  t.match(plan({ width: 640, height: 1136 }).filters, /scale=320:568:flags=bicubic:/);
  t.match(plan({ width: 176, height: 144 }).filters, /flags=bicubic:/);
  t.match(
    plan({ width: 1280, height: 720, pixelFormat: 'rgb24' }).filters,
    /flags=bicubic/,
    'what was drawn has edges',
  );
  t.end();
});

t.test('what a tool cannot do becomes a note, not a failure', (t) => {
  const bare = { filters: new Set<string>(), decoders: new Set<string>(), threads: 1 };
  t.match(plan({ transfer: 'smpte2084' }, {}, bare).notes, [/HDR/]);
  t.match(plan({ transfer: 'smpte2084' }).filters, /zscale=tin=smpte2084.*tonemap/);
  t.match(plan({ interlaced: true }, {}, bare).notes, [/interlaced/]);
  t.match(plan({ interlaced: true }).filters, /^bwdif=/);
  t.match(plan({ interlaced: true }, {}, { ...tools, filters: new Set(['yadif']) }).filters, /^yadif=/);
  t.match(plan({ alpha: 'separate', codec: 'vp9' }, {}, bare).notes, [/libvpx/]);
  t.ok(plan({ alpha: 'separate', codec: 'vp9' }).before.includes('libvpx-vp9'));
  t.end();
});

t.test('start and length are sought, not decoded', (t) => {
  const { before, expectedMs } = plan({}, { startMs: 1500, lengthMs: 2000 });
  t.same(before.slice(before.indexOf('-ss')), ['-ss', '1.500000', '-t', '2.000000']);
  t.equal(expectedMs, 2000);
  t.equal(plan({}, { startMs: 5000, lengthMs: 2000 }).expectedMs, 800);
  t.end();
});

t.test("a forced rate is constant, and a compatible clip has the film's own", (t) => {
  t.match(plan({}, { compatible: true }).filters, /^fps=fps=25,/);
  t.match(plan({}, { fps: 12 }).filters, /^fps=fps=12,/);
  t.equal(plan({}, { fps: 12 }).grid?.forced, true);
  t.end();
});

t.test('a speed is set before frames are dropped for the cap, and stretches what counts as rounding', (t) => {
  const fast = plan({}, { speed: 2, startMs: 1000, lengthMs: 3000 });
  t.match(fast.filters, /^settb=AVTB,setpts=PTS\/2,select=/);
  t.match([fast.grid?.rate, fast.expectedMs], [25, 1500], '50 a second are halved');
  const matroska = { ...film.timing, tickUs: 1000 };
  t.equal(plan({ timing: matroska }, { speed: 0.25 }).grid?.position(163.9), 1, 'a millisecond became four');
  t.equal(plan({}, { speed: 2, compatible: true }).grid?.rate, 25);
  t.end();
});

t.test('a blurred background is made of the picture at its last size, and only where bars would be', (t) => {
  const wide = { width: 1920, height: 1080 };
  const { filters } = plan(wide, { fit: 'contain', background: 'blur' });
  t.match(filters, /scale=320:180:.*crop=240:180:40:0:exact=1,scale=40:30:flags=area/);
  t.match(filters, /overlay=0:30:format=gbrp/);
  t.equal(plan({}, { fit: 'contain', background: 'blur' }).filters, plan({}, { fit: 'contain' }).filters);
  t.equal(plan(wide, { background: 'blur' }).filters, plan(wide).filters);
  t.match(plan({ alpha: 'in-pixels' }, { background: 'blur' }).filters, /lutrgb=r=0:g=0:b=0/);
  t.end();
});
