import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { planBlanking } from '../../../../daemon/convert/metadata/blank-film.js';
import { DamagedPicture } from '../../../../daemon/convert/metadata/damaged-picture.js';
import { fixture, MediaLab } from '../media-lab.js';
import { sumsOfBoth } from './film-sums.js';
import { SECRET } from './telling-files.js';
import { box, filmWith, KEYED_DATA, track, USER_DATA, words, XMP } from './telling-films.js';

const lab = new MediaLab(t.testdir());
const inLab = (name: string) => `${lab.folder}/${name}`;
const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=1,format=yuv420p'];
const sound = ['-f', 'lavfi', '-i', 'sine=duration=1'];
const told = [
  '-metadata',
  `make=${SECRET}`,
  '-metadata',
  'location=+52.52+013.40/',
  '-metadata',
  'creation_time=2024-05-06T07:08:09Z',
];

const plain = await lab.make('plain.mp4', ...picture, ...sound);
/** Everything that a film is known to tell, at once. */
const telling = filmWith(
  await lab.make('told.mov', ...picture, ...sound, ...told, '-metadata:s:v', `handler_name=${SECRET}`),
  inLab('telling.mov'),
  {
    moov: [USER_DATA, KEYED_DATA, XMP, box('free', SECRET), box('Xtra', SECRET)],
    trak: [USER_DATA, box('meta', words(0), SECRET), XMP],
    data: {
      bytes: Buffer.from(`GPS ${SECRET} lost and ${SECRET}`),
      track: (offset) =>
        Buffer.concat([
          track(7, 'meta', 'mebx', offset, [4, SECRET.length]),
          track(8, 'sbtl', 'tx3g', offset + 4, [8]),
        ]),
    },
    end: [XMP, box('free', 'freeGPS ', SECRET), box('sefd', SECRET), Buffer.from(`a trailer of ${SECRET}`)],
  },
);

const ffmpeg = (path: string, ...output: string[]) =>
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', path, ...output, '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
/** What its pictures and its sound decode to, and when they come. */
const decoded = (path: string) => ffmpeg(path, '-map', '0:v', '-map', '0:a?', '-f', 'framemd5').replace(/^#.*\n/gm, '');
const packets = (path: string) => ffmpeg(path, '-map', '0:v', '-map', '0:a?', '-c', 'copy', '-f', 'streamhash');
const facts = (path: string) =>
  ffprobe(
    path,
    'stream=codec_name,codec_tag_string,sample_aspect_ratio,color_space,start_time,duration:stream_side_data=rotation',
  );
const tags = (path: string) => ffprobe(path, 'format_tags:stream_tags:stream=codec_type');

function ffprobe(path: string, entries: string): string {
  return execFileSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'compact', path], {
    encoding: 'utf8',
  });
}

async function blank(path: string) {
  const plan = await planBlanking(path);
  await plan.apply();
  return plan;
}

function copyOf(path: string, name: string): string {
  copyFileSync(path, inLab(name));
  return inLab(name);
}

t.test(
  'a film loses what tells of place, device, program and time, and keeps its pictures, its sound and its length',
  async (t) => {
    const file = copyOf(telling, 'blanked.mov');
    t.ok(readFileSync(file).includes(SECRET) && tags(file).includes('2024'), 'it told');
    const { boxes, tracks } = await blank(file);
    t.same(tracks, ['meta', 'sbtl']);
    for (const type of ['udta', 'meta', 'uuid', 'Xtra', 'sefd']) t.ok(boxes.includes(type), type);
    const bytes = readFileSync(file);
    for (const word of [SECRET, 'GPS', '+52.52', 'Lavf', 'apple', 'VideoHandler']) t.notOk(bytes.includes(word), word);
    t.notMatch(tags(file), /location|make|model|creation|encoder|handler|software|comment/i);
    const [after, before] = sumsOfBoth([file, telling]);
    t.same(after, before, 'the same packets, and the same pictures at the same times');
    t.equal(bytes.length, statSync(telling).size, 'nothing moved');
    t.same((await planBlanking(file)).boxes, [], 'there is nothing left to blank');
  },
);

t.test('every film of the fixtures keeps its packets, and says nothing any more', async (t) => {
  for (const name of ['bunny-640x480-25fps.mp4', 'clip-320x180-24fps.mp4', 'edit-list.mp4', 'asset-mpeg4.mov']) {
    const file = copyOf(fixture(name), name);
    await blank(file);
    t.notMatch(tags(file), /location|make|model|creation|encoder|handler|software|comment|title|artist/i, name);
    const [after, before] = sumsOfBoth([file, fixture(name)], { decodes: false });
    t.same(after, before, name);
    t.equal(facts(file), facts(fixture(name)), name);
  }
});

t.test(
  'what playing needs stays: rotation, pixel aspect, edit list, colours, a fast start, several tracks',
  async (t) => {
    const colours = ['-colorspace', 'bt709', '-color_trc', 'bt709', '-color_primaries', 'bt709'];
    const turned = ['-i', await lab.make('c.mp4', ...picture, ...sound, ...colours, '-aspect', '2:1', ...told)];
    const copy = ['-c', 'copy', '-map_metadata', '0'];
    const films = [
      await lab.make('turned.mp4', '-ss', '0.3', ...turned, ...copy, '-metadata:s:v', 'rotate=90'),
      await lab.make('fast.mp4', ...turned, ...copy, '-movflags', '+faststart'),
      await lab.make('keys.mov', ...turned, ...copy, '-movflags', 'use_metadata_tags'),
      await lab.make(
        'hevc.mov',
        ...picture,
        '-c:v',
        'libx265',
        '-x265-params',
        'log-level=none',
        '-tag:v',
        'hvc1',
        ...told,
      ),
      await lab.make('pcm.mov', ...picture, ...sound, '-c:a', 'pcm_s16be', ...told),
      await lab.make('two.mp4', ...turned, '-map', '0:v', '-map', '0:v', '-map', '0:a', ...copy),
    ];
    for (const film of films) {
      const file = copyOf(film, `blanked-${film.split('/').pop()}`);
      await blank(file);
      t.notMatch(tags(file), /location|make|creation|encoder|handler_name=\w/i, film);
      const [after, before] = sumsOfBoth([file, film]);
      t.same(after, before, film);
      t.equal(facts(file), facts(film), film);
    }
  },
);

t.test('chapters are given up with the track that holds them', async (t) => {
  const list = inLab('chapters.txt');
  writeFileSync(list, `;FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=${SECRET}\n`);
  const film = await lab.make('chapters.mov', ...picture, '-i', list, '-map_chapters', '1');
  const file = copyOf(film, 'no-chapters.mov');
  t.same((await blank(file)).tracks, ['text']);
  t.notOk(readFileSync(file).includes(SECRET));
  t.equal(decoded(file), decoded(film));
});

t.test('a film that was cut off keeps what it has', async (t) => {
  const file = await lab.make('cut.mp4', ...picture, ...told, '-movflags', '+faststart');
  truncateSync(file, statSync(file).size - 2000);
  const before = packets(file);
  await blank(file);
  t.equal(packets(file), before);
  t.notOk(readFileSync(file).includes(SECRET));
});

t.test('what is not wholly understood is left as it is, and the reason said', async (t) => {
  const moov = (change: (film: Buffer) => void, name: string) => {
    const film = readFileSync(plain);
    change(film);
    writeFileSync(inLab(name), film);
    return inLab(name);
  };
  const films: [film: string, reason: RegExp][] = [
    [await lab.make('fragments.mp4', ...picture, '-movflags', '+frag_keyframe+empty_moov'), /fragments|mvex/],
    [await lab.make('rle.mov', ...picture, '-c:v', 'qtrle', '-pix_fmt', 'rgb24'), /coded as "rle "/],
    [await lab.make('sound.m4a', ...sound), /no film/],
    [moov((film) => film.writeUInt32BE(0, film.indexOf('url ') + 4), 'elsewhere.mp4'), /pictures lie elsewhere/],
    [moov((film) => film.write('trak', film.indexOf('udta') + 20, 'latin1'), 'nested.mp4'), /a track is in its udta/],
    [moov((film) => film.write('moof', film.indexOf('free'), 'latin1'), 'moof.mp4'), /fragments/],
    [moov((film) => film.writeUInt32BE(1 << 30, film.indexOf('stsz') + 12), 'many.mp4'), /samples/],
    [
      moov((film) => film.writeUInt32BE(film.indexOf('mvhd'), film.indexOf('stco') + 12), 'inside.mp4'),
      /among its desc/,
    ],
    [filmWith(plain, inLab('shared.mp4'), { moov: [track(9, 'meta', 'mebx', 100, [50])] }), /share their data/],
    [filmWith(plain, inLab('twice.mp4'), { end: [box('moov', '')] }), /not one index/],
  ];
  for (const [film, reason] of films) {
    const before = readFileSync(film);
    const error = await planBlanking(film).catch((thrown: unknown) => thrown);
    t.type(error, DamagedPicture, film);
    t.match(String(error), reason, film);
    t.ok(readFileSync(film).equals(before), 'nothing was written');
  }
});

t.test(
  'whatever of its writes reached the file, it plays, and blanking it again completes it or says that it is not understood',
  async (t) => {
    const whole = copyOf(telling, 'whole.mov');
    await blank(whole);
    const [from, to] = [readFileSync(telling), readFileSync(whole)];
    const wanted = decoded(telling);
    for (let round = 1; round < 6; round++) {
      const partly = Buffer.from(from);
      // Half a sector here, half a sector there.
      for (let at = 0; at < to.length; at++) if ((Math.floor(at / 256) * 7) % 6 < round) partly[at] = to[at] ?? 0;
      const file = inLab('partly.mov');
      writeFileSync(file, partly);
      t.equal(decoded(file), wanted, `round ${round}`);
      const again = await blank(file).catch((error: unknown) => error);
      t.ok(
        again instanceof DamagedPicture || readFileSync(file).equals(to),
        `round ${round}, completed or left to the copy`,
      );
    }
  },
);

t.test('free space that is a hole stays one, and one of gigabytes is not looked through', async (t) => {
  const holeIn = (name: string, bytes: number) => {
    const header = words(1, 0, Math.floor(bytes / 2 ** 32), bytes);
    header.write('free', 4, 'latin1');
    const file = copyOf(plain, name);
    appendFileSync(file, header);
    truncateSync(file, statSync(plain).size + bytes);
    return file;
  };
  const file = holeIn('hole.mp4', 32e6);
  await blank(file);
  t.ok(statSync(file).blocks * 512 < 1e6);
  t.equal(packets(file), packets(plain));
  await t.rejects(planBlanking(holeIn('large-hole.mp4', 5e9)), { message: /5000 MB/ });
});

t.test('a cancel ends it', async (t) => {
  const file = copyOf(telling, 'cancelled.mov');
  const plan = await planBlanking(file, AbortSignal.abort());
  await t.rejects(plan.apply(), { name: 'AbortError' });
  t.equal(packets(file), packets(telling));
});
