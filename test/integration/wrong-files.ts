import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { packageRoot } from '../../daemon/package-root.js';
import { buildZip } from '../daemon/frames/zip-builder.js';

export interface SentFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A file, and the code that says what is wrong with it. */
export interface WrongFile extends SentFile {
  readonly code: string;
}

const FIXTURES = join(packageRoot, 'test/fixtures');
/** More than a frame zip's description may be (64 KiB), and less than a second of this machine. */
const BOMB_BYTES = 64 * 1024 * 1024;
/** Every so often a byte: a few of them in each of a film's frames. */
const FLIP_EVERY_BYTES = 991;

/** @param folder Default: the fixtures. */
export function fixtures(folder = FIXTURES): SentFile[] {
  return readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) }));
}

/** A sentence for people: no paths of this machine, no faults of ours. */
export function isClearWord(message: string): boolean {
  return /^\S.{15,}[.)]$/s.test(message) && !/\/tmp|\/staging|undefined|Error:/.test(message);
}

/** One of each kind that must be refused: whole files that are no clips. */
export function wrongKinds(): WrongFile[] {
  const playlist = '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n';
  const bomb = deflateRawSync(Buffer.alloc(BOMB_BYTES));
  const entry = { data: Buffer.alloc(0), method: 8, stored: bomb, plainBytes: BOMB_BYTES };
  const climbing = { name: '../../etc/framed.conf', data: Buffer.from('{}') };
  return [
    { name: 'empty.mp4', content: Buffer.alloc(0), code: 'file-empty' },
    { name: 'diary.mp4', content: Buffer.from('Dear diary, this is no film.\n'), code: 'media-unsupported' },
    { name: 'list.m3u8', content: Buffer.from(playlist), code: 'media-unsupported' },
    { name: 'list.mp4', content: Buffer.from(playlist), code: 'media-unsupported' },
    { name: 'list.txt', content: Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"), code: 'media-unsupported' },
    { name: 'zeros.mp4', content: Buffer.alloc(200_000), code: 'media-unreadable' },
    { name: 'bomb.zip', content: buildZip([{ name: 'metadata.json', ...entry }]), code: 'frame-zip-too-large' },
    {
      name: 'liar.zip',
      content: buildZip([{ name: 'metadata.json', ...entry, plainBytes: 100 }]),
      code: 'frame-zip-ratio-impossible',
    },
    { name: 'climber.zip', content: buildZip([climbing]), code: 'frame-zip-name-unsafe' },
    { name: 'letter.docx', content: letter(), code: 'frame-zip-name-unsafe' },
    { name: 'broken.pdf', content: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n'), code: 'media-unreadable' },
  ];
}

/** What must be refused: whole files that are no clips, and clips of which too little is left. */
export function wrongFiles(files = fixtures()): WrongFile[] {
  return [...wrongKinds(), ...files.flatMap(brokenBeyondUse)];
}

/** Broken files of which something can be shown: whatever becomes of each, it is a clip or a clear word. */
export function doubtfulFiles(files = fixtures()): SentFile[] {
  const small = files.filter(({ content }) => content.length < 700_000);
  return small.flatMap(({ name, content }) => [
    { name: `flipped ${name}`, content: flipped(content) },
    { name: `half of ${name}.jpg`, content: content.subarray(0, content.length >> 1) },
  ]);
}

function brokenBeyondUse({ name, content }: SentFile): WrongFile[] {
  const isZip = name.endsWith('.zip');
  // Their beginning says nothing any more.
  const headless = Buffer.concat([flipped(content.subarray(0, 64), 1), content.subarray(64)]);
  const beheaded = { name: `headless ${name}`, content: headless, code: 'media-unreadable' };
  const needsItsEnd = isZip || name.endsWith('.heic') || name === 'bunny-640x480-25fps.mp4';
  const half = { name: `half of ${name}`, content: content.subarray(0, content.length >> 1) };
  return needsItsEnd ? [beheaded, { ...half, code: isZip ? 'frame-zip-truncated' : 'media-unreadable' }] : [beheaded];
}

function flipped(content: Buffer, every = FLIP_EVERY_BYTES): Buffer {
  const copy = Buffer.from(content);
  for (let at = every === 1 ? 0 : 64; at < copy.length; at += every) copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

function letter(): Buffer {
  const data = Buffer.from('<x/>');
  return buildZip([
    { name: '[Content_Types].xml', data },
    { name: 'word/document.xml', data },
  ]);
}
