import { DamagedPicture } from './damaged-picture.js';
import { FilmBlanks, type Span } from './film-blanks.js';
import { type LocatedBox, locatedBoxes, onlyBox } from './located-boxes.js';
import { blankSampleEntries } from './sample-entries.js';
import { sampleSpans } from './sample-spans.js';

const types = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What playing needs, by what it is in. Whatever is not here is blanked: user data, keys, XMP, references, what makers invent. */
const NEEDED: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: types('mvhd trak iods ctab clip'),
  trak: types('tkhd edts mdia tapt clip matt load imap'),
  edts: types('elst'),
  mdia: types('mdhd hdlr minf elng'),
  minf: types('vmhd smhd hdlr dinf stbl'),
  dinf: types('dref'),
  stbl: types(
    'stsd stts ctts cslg stsc stsz stz2 stco co64 stss stps stsh sdtp padb stdp sgpd sbgp csgp subs saiz saio',
  ),
};

/** Films of which that is another way: further samples are described elsewhere, or the index is packed or elsewhere itself. */
const NOT_FOR_US = types('mvex cmov rmra');

/** What is kept of a film's index, and what is not. */
export interface FilmIndex {
  readonly blanks: FilmBlanks;
  /** Samples of pictures and sound. */
  readonly kept: readonly Span[];
  /** Samples of tracks that are given up. */
  readonly dropped: readonly Span[];
}

/**
 * Reads a film's index ('moov'). Pictures and sound are kept; tracks of other kinds are given up, since that is where cameras write the path
 * they took (QuickTime's timed metadata, GoPro's 'gpmd', DJI's subtitles); and so are chapters. Throws DamagedPicture where it is not wholly
 * understood.
 *
 * @param moov what is in the box.
 * @param base where in the file that lies.
 */
export function readFilmIndex(moov: Buffer, base: number): FilmIndex {
  const blanks = new FilmBlanks(base);
  const boxes = locatedBoxes(moov, 0, moov.length);
  const alien = boxes.find(({ type }) => NOT_FOR_US.has(type));
  if (alien !== undefined) throw new DamagedPicture(`its index has a ${alien.type}`);
  const tracks = boxes.filter(({ type }) => type === 'trak').map((box) => trackOf(moov, box));
  const chapters = new Set(tracks.flatMap(({ chapterIds }) => chapterIds));
  const isKept = ({ kind, id }: Track) => (kind === 'vide' || kind === 'soun') && !chapters.has(id);
  const kept = tracks.filter(isKept);
  const dropped = tracks.filter((track) => !isKept(track));
  if (!kept.some(({ kind }) => kind === 'vide')) throw new DamagedPicture('it has no film');
  blankAllBut(moov, boxes, 'moov', '', blanks);
  for (const { box, kind } of kept) {
    blankAllBut(moov, locatedBoxes(moov, box.begin, box.end), 'trak', kind, blanks);
  }
  for (const { box, kind } of dropped) blanks.track(box, kind);
  const spansOf = ({ stbl, kind }: Track) => sampleSpans(moov, stbl, kind);
  return { blanks, kept: kept.flatMap(spansOf), dropped: dropped.flatMap(spansOf) };
}

interface Track {
  readonly box: LocatedBox;
  readonly id: number;
  /** Its handler: 'vide', 'soun', 'meta', … */
  readonly kind: string;
  readonly stbl: LocatedBox;
  /** Of the tracks that hold its chapters. */
  readonly chapterIds: readonly number[];
}

function trackOf(moov: Buffer, box: LocatedBox): Track {
  const inside = ({ begin, end }: LocatedBox) => locatedBoxes(moov, begin, end);
  const boxes = inside(box);
  const header = onlyBox(boxes, 'tkhd');
  const media = inside(onlyBox(boxes, 'mdia'));
  const handler = onlyBox(media, 'hdlr');
  const stbl = onlyBox(inside(onlyBox(media, 'minf')), 'stbl');
  const references = boxes.filter(({ type }) => type === 'tref').flatMap(inside);
  const chapterIds = references
    .filter(({ type }) => type === 'chap')
    .flatMap(({ begin, end }) =>
      Array.from({ length: Math.floor((end - begin) / 4) }, (_, i) => moov.readUInt32BE(begin + 4 * i)),
    );
  if (header.end - header.begin < 24 || handler.end - handler.begin < 24)
    throw new DamagedPicture('the header of a track is cut off');
  const id = moov.readUInt32BE(header.begin + (moov[header.begin] === 1 ? 20 : 12));
  return { box, id, kind: moov.toString('latin1', handler.begin + 8, handler.begin + 12), stbl, chapterIds };
}

function blankAllBut(
  film: Buffer,
  boxes: readonly LocatedBox[],
  parent: string,
  kind: string,
  blanks: FilmBlanks,
): void {
  for (const box of boxes) {
    const { type, begin, end } = box;
    if (!NEEDED[parent]?.has(type)) blankWhole(film, box, blanks);
    else if (type === 'trak') continue;
    else if (type === 'stsd') blankSampleEntries(film, box, kind, blanks);
    else if (type === 'dref') blankPaths(film, box, blanks);
    else if (type === 'hdlr') blanks.zeros(begin + 12, end);
    else if (HEADERS.has(type)) blankTimes(film, box, blanks);
    else if (NEEDED[type] !== undefined) blankAllBut(film, locatedBoxes(film, begin, end), type, kind, blanks);
  }
}

function blankWhole(film: Buffer, box: LocatedBox, blanks: FilmBlanks): void {
  // Some readers would find it there.
  if (film.subarray(box.begin, box.end).includes('trak')) throw new DamagedPicture(`a track is in its ${box.type}`);
  blanks.box(box);
}

const HEADERS = types('mvhd tkhd mdhd');

/** When it was made and changed: 8.2.2, 8.3.2, 8.4.2. */
function blankTimes(film: Buffer, { type, begin, end }: LocatedBox, blanks: FilmBlanks): void {
  const timesEnd = begin + 4 + (film[begin] === 1 ? 16 : 8);
  if (timesEnd > end) throw new DamagedPicture(`its ${type} is cut off`);
  blanks.zeros(begin + 4, timesEnd);
}

/** 8.7.2: where the samples lie. Here, or it is none of ours; then the name of another place means nothing. */
function blankPaths(film: Buffer, dref: LocatedBox, blanks: FilmBlanks): void {
  for (const { begin, end } of locatedBoxes(film, dref.begin + 8, dref.end)) {
    if (end - begin < 4 || (film.readUInt32BE(begin) & 1) === 0) throw new DamagedPicture('its pictures lie elsewhere');
    blanks.zeros(begin + 4, end);
  }
}
