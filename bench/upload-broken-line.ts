import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashFile } from '../daemon/library/content-hash.js';
import { LiveClient } from '../test/integration/live-client.js';
import { Phone } from './phone.js';
import { Teardowns } from './teardowns.js';
import type { UploadFilms } from './upload-films.js';

/**
 * A usual Wi-Fi. What is on the way when the line breaks is lost: a line that is faster than the daemon gets to read, on a busy machine, has
 * five megabytes in the system's buffers.
 */
const BYTES_PER_SECOND = 10e6;
const CUTS_AT = [0.1, 0.4, 0.7];
const KILL_AT = 0.85;

export interface BrokenLine {
  readonly megabytes: number;
  /** Of what went over the line, headers and the live connection too: what was more than the file. */
  readonly sentAgainShare: number;
  /** What is kept is what was sent. */
  readonly sha256Equal: boolean;
}

/** A film of 52 MB from the page, the line cut three times, the daemon killed once. */
export async function measureBrokenLine(films: UploadFilms): Promise<BrokenLine> {
  const teardowns = new Teardowns();
  try {
    const film = await films.streaming({ times: 4 });
    const { length } = await readFile(film);
    // So that what arrived can be compared with what was sent.
    const phone = await Phone.open(teardowns, 'uploads: { metadata: keep }');
    const { line, data } = phone;
    line.bytesPerSecond = BYTES_PER_SECOND;
    const before = line.sentBytes;
    const sent = async (share: number) => {
      while (line.sentBytes - before < length * share) await sleep(2);
    };
    await phone.choose(film);
    for (const share of CUTS_AT) {
      await sent(share);
      line.cut();
    }
    await sent(KILL_AT);
    await phone.killDaemon();
    const live = await LiveClient.connect(phone.daemon.url);
    await live.until(({ clips }) => Object.keys(clips).length > 0);
    live.close();
    const sentAgainShare = (line.sentBytes - before) / length - 1;
    const [original = ''] = await readdir(join(data, 'originals'));
    const hashes = await Promise.all([film, join(data, 'originals', original)].map((path) => hashFile(path)));
    return { megabytes: length / 1e6, sentAgainShare, sha256Equal: hashes[0] === hashes[1] };
  } finally {
    await teardowns.run();
  }
}
