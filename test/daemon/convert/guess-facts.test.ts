import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { guessFacts } from '../../../daemon/convert/guess-facts.js';
import type { MediaFacts } from '../../../daemon/convert/media-facts.js';
import { requireFfmpeg } from '../../../daemon/convert/media-tools.js';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { planFile } from '../../../daemon/convert/plan.js';
import { decodeProbe, PROBE_ARGUMENTS } from '../../../daemon/convert/probe.js';
import { fixture, MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const { ffmpeg, ffprobe } = requireFfmpeg(tools);

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=1'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac'];
const AVC = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const HEVC = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', '-tag:v', 'hvc1'];
const colours = (primaries: string, transfer: string, matrix: string) => [
  ...['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix, '-color_range', 'tv'],
];

function asked(path: string): MediaFacts {
  const json = execFileSync(ffprobe, ['-v', 'error', ...PROBE_ARGUMENTS, path], { encoding: 'utf8' });
  return decodeProbe(json, { name: path, still: false, orientation: 1 });
}

function commandLine(facts: MediaFacts) {
  const panel = { width: 160, height: 128 };
  return planFile({ path: undefined, demuxer: 'mov', facts }, panel, DEFAULT_CONVERT_OPTIONS, ffmpeg).commandLine;
}

const even = await lab.make('even.mp4', ...PICTURE, ...SOUND, ...AVC);
const hevc = await lab.make('hevc.mp4', ...PICTURE, ...HEVC, '-pix_fmt', 'yuv420p');
const copy = (name: string, ...args: string[]) => lab.make(name, '-i', even, '-c', 'copy', ...args);

const GUESSED: Record<string, () => Promise<string>> = {
  'an H.264 film with sound': async () => even,
  'one whose sound comes first': () => copy('sound-first.mp4', '-map', '0:a', '-map', '0:v'),
  'a QuickTime film': () => copy('even.mov'),
  'a film held upright': () => copy('upright.mp4', '-metadata:s:v', 'rotate=90'),
  'a film held upside down': () => copy('upside-down.mp4', '-metadata:s:v', 'rotate=180'),
  'a film with an edit list and pixels that are not square': async () => fixture('edit-list.mp4'),
  'a film of a variable rate': () => copy('uneven.mp4', '-bsf:v', 'setts=ts=TS+mod(N*37\\,11)*30'),
  'a film without colours named': async () => fixture('bunny-640x480-25fps.mp4'),
  'a film in BT.709': () => lab.make('709.mp4', ...PICTURE, ...AVC, ...colours('bt709', 'bt709', 'bt709')),
  'a film in all of its range': () =>
    copy('full.mp4', '-color_range', 'pc', '-bsf:v', 'h264_metadata=colour_primaries=1'),
  'an HEVC film': async () => hevc,
  'an HEVC film in HDR': () => {
    const hlg = colours('bt2020', 'arib-std-b67', 'bt2020nc');
    return lab.make('hlg.mov', ...PICTURE, ...HEVC, '-pix_fmt', 'yuv420p10le', ...hlg);
  },
  'a film with an index of 64-bit times': () => copy('long.mp4', '-video_track_timescale', '1000000000'),
};

for (const [kind, make] of Object.entries(GUESSED)) {
  t.test(`${kind} is converted as guessed`, async (t) => {
    const path = await make();
    const guess = guessFacts(readFileSync(path));
    if (guess === undefined) return t.fail('nothing was guessed');
    t.same(commandLine(guess), commandLine(asked(path)));
  });
}

const NOT_GUESSED: Record<string, () => Promise<string>> = {
  'a film of another codec': async () => fixture('asset-mpeg4.mov'),
  'a film of colours in full': () => lab.make('444.mp4', ...PICTURE, ...AVC, '-pix_fmt', 'yuv444p'),
  'a film with two pictures': () => copy('two.mp4', '-map', '0:v', '-map', '0:v'),
  'a song': () => lab.make('song.m4a', ...SOUND),
  'a film with fields': async () => {
    const film = readFileSync(hevc);
    film.writeUInt8(2, film.lastIndexOf('fiel') + 4);
    writeFileSync(`${lab.folder}/fields.mp4`, film);
    return `${lab.folder}/fields.mp4`;
  },
};

for (const [kind, make] of Object.entries(NOT_GUESSED)) {
  t.test(`of ${kind} nothing is guessed`, async (t) => {
    t.equal(guessFacts(readFileSync(await make())), undefined);
  });
}

t.test('damage of any kind is no error', async () => {
  const film = readFileSync(fixture('edit-list.mp4'));
  const at = film.indexOf('moov');
  await fc.assert(
    fc.property(
      fc.integer({ min: 0, max: film.length }),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 20 }),
      (length, changes) => {
        const damaged = Buffer.from(film.subarray(0, length));
        for (const [offset, byte] of changes) if (at + offset < damaged.length) damaged[at + offset] = byte;
        guessFacts(damaged);
      },
    ),
  );
});
