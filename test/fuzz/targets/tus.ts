import { TusClient } from '../../daemon/http/tus-client.js';
import { SeededChance } from '../../faults/seeded-chance.js';
import { smallPicture } from '../../faults/small-picture.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { FuzzedDaemon } from '../fuzzed-daemon.js';
import { HttpExchange } from '../http-exchange.js';
import { Misbehaviour } from '../misbehaviour.js';
import { type FuzzedRequest, mutateRequest } from '../request-text.js';

/** Stands for the id of the upload that each input is about, and is as long. */
const UPLOAD = '0'.repeat(31).concat('u');

/** The headers of resumable uploads: each input is one request about an upload that was just begun, and is taken back after it. */
export async function open(folder: string, running?: FuzzedDaemon): Promise<FuzzTarget> {
  const daemon = running ?? (await FuzzedDaemon.start(folder));
  // One that is in the library: what is sent whole is known, and costs no conversion.
  const picture = smallPicture(new SeededChance(1));
  const requests = requestsFor(picture);
  const exchange = new HttpExchange(daemon.port);
  const client = new TusClient(daemon.port);
  let asked = 0;
  return {
    pid: daemon.pid,
    make: (chance) => mutateRequest(chance.oneOf(requests) ?? { method: 'HEAD', path: '/' }, chance),
    async feed(input) {
      if (++asked % 50 === 0) await daemon.cancelUploads();
      const text = input.toString('latin1');
      const upload = text.includes(UPLOAD) ? await client.create(picture.length, 'a.bmp') : undefined;
      const id = upload?.split('/').at(-1) ?? UPLOAD;
      const answer = await exchange.send(Buffer.from(text.replaceAll(UPLOAD, id), 'latin1'));
      daemon.checkWell();
      const begun = answer?.headers.get('location');
      for (const path of [upload, begun]) if (path !== undefined) await takeBack(client, path);
      return answer === undefined ? 'nothing' : daemon.judge(answer, { isHead: text.startsWith('HEAD ') });
    },
    quiet: () => daemon.quiet(),
    async close() {
      exchange.close();
      return running === undefined ? daemon.close() : [];
    },
  };
}

async function takeBack(client: TusClient, path: string): Promise<void> {
  const { status } = await client.send('DELETE', path);
  // What was whole is a clip, or was refused; what was taken back is gone.
  if (![204, 404, 409, 410].includes(status)) throw new Misbehaviour(`taking ${path} back was answered ${status}`);
}

function requestsFor(picture: Buffer): FuzzedRequest[] {
  const version = { 'Tus-Resumable': '1.0.0' };
  const own = `/api/uploads/${UPLOAD}`;
  const filename = Buffer.from('holiday.mp4').toString('base64');
  const creation = {
    ...version,
    'Upload-Length': String(picture.length),
    'Upload-Metadata': `filename ${filename},fit Y292ZXI=`,
  };
  const part = { ...version, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  return [
    { method: 'POST', path: '/api/uploads', headers: { ...creation, 'Content-Length': '0' } },
    { method: 'POST', path: '/api/uploads', headers: { ...part, ...creation }, body: picture.subarray(0, 100) },
    {
      method: 'POST',
      path: '/api/uploads',
      headers: { ...creation, 'Upload-Defer-Length': '1', 'Upload-Concat': 'partial' },
    },
    { method: 'HEAD', path: own, headers: version },
    { method: 'PATCH', path: own, headers: part, body: picture.subarray(0, 1000) },
    { method: 'PATCH', path: own, headers: part, body: picture },
    { method: 'PATCH', path: own, headers: { ...part, 'Upload-Checksum': 'sha1 AAAA' }, body: picture.subarray(0, 10) },
    {
      method: 'POST',
      path: own,
      headers: { ...part, 'X-HTTP-Method-Override': 'PATCH' },
      body: picture.subarray(0, 10),
    },
    { method: 'DELETE', path: own, headers: version },
    { method: 'OPTIONS', path: '/api/uploads' },
  ];
}
