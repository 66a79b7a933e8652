import { ranOutOfMemory } from './program-limits.js';

/**
 * Collects what ffmpeg says of its troubles and boils it down to one line for people.
 *
 * Lines come with levels ("-loglevel level+info"): "[mov,mp4,m4a @ 0x55d0] [error] moov atom not found". The part that found the trouble
 * speaks first and best; what follows repeats it in general words, with the file's path, which nobody outside should see.
 */
export class FfmpegReason {
  #specific: string | undefined;
  #general: string | undefined;
  #errors = 0;
  #ranOutOfMemory = false;

  /** Lines of level error and above. */
  get errors(): number {
    return this.#errors;
  }

  /** One of them says that there was no memory. */
  get ranOutOfMemory(): boolean {
    return this.#ranOutOfMemory;
  }

  /** The reason in one line, without addresses and paths; undefined: ffmpeg gave none. */
  get line(): string | undefined {
    return this.#specific ?? this.#general;
  }

  add(line: string): void {
    const match = /^(\[[^\]]* @ [^\]]*\] )*\[(error|fatal|panic)\] (.+)$/.exec(line);
    const said = match?.[3];
    if (said === undefined || OF_OUR_OUTPUT.test(said)) return;
    this.#errors++;
    this.#ranOutOfMemory ||= ranOutOfMemory(said);
    const plain = plainWords(said);
    if (plain === undefined) return;
    const generic = match?.[1] === undefined || GENERIC.test(plain);
    if (generic) this.#general ??= plain;
    else this.#specific ??= plain;
  }
}

/** Raw frames are written at a nominal rate, where frames of a variable one may fall on the same tick: it means nothing, for we read the stamps. */
const OF_OUR_OUTPUT = /^Application provided invalid, non monotonically increasing dts to muxer/;

const GENERIC =
  /^(Invalid data found|End of file|Conversion failed|Error (opening|while|during|initializing)|Nothing was written)/;

function plainWords(said: string): string | undefined {
  const words = said
    .replace(/^(Error opening input file\b.*|Conversion failed!)$/, '')
    .replace(/^Error opening input(?: files)?: /, '')
    .replace(/(?:file|pipe):\S*:? ?/g, '')
    .replace(/(^|\s)'?\/\S+/g, '$1')
    // The allow-list is long and helps nobody.
    .replace(/(Format not on whitelist).*/, '$1')
    .replace(/\s+/g, ' ')
    .replace(/[\s.:!]+$/, '')
    .trim();
  return words === '' ? undefined : words.slice(0, 160);
}
