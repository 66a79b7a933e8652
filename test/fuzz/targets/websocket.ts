import type { SeededChance } from '../../faults/seeded-chance.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { FuzzedDaemon } from '../fuzzed-daemon.js';
import { parseAnswer } from '../http-answer.js';
import { HttpExchange } from '../http-exchange.js';
import { clientFrame, END, LiveLine } from '../live-line.js';
import { mutateBytes } from '../mutate-bytes.js';
import { mutateJson } from '../mutate-json.js';
import { requestText } from '../request-text.js';

const HANDSHAKE = requestText({
  method: 'GET',
  path: '/api/live',
  headers: {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  },
});
const MESSAGES = [{ type: 'snapshot' }, { type: 'preview', on: true }, { type: 'preview', on: false }];
const OPCODES = [0, 1, 2, 3, 8, 9, 10, 11, 15];
/** Whether the daemon still answers is asked after so many. */
const ASK_EVERY = 20;
const QUESTION = requestText({ method: 'GET', path: '/api/access' });

/** Handshakes and frames of the WebSocket: each input is a connection, from the first byte on. */
export async function open(folder: string, running?: FuzzedDaemon): Promise<FuzzTarget> {
  const daemon = running ?? (await FuzzedDaemon.start(folder));
  const exchange = new HttpExchange(daemon.port);
  let asked = 0;
  return {
    pid: daemon.pid,
    make: makeConnection,
    async feed(input) {
      const line = await LiveLine.open(daemon.port, asked);
      const heard = await line.say(input);
      if (++asked % ASK_EVERY === 0) await exchange.send(QUESTION);
      daemon.checkWell();
      const answer = parseAnswer(heard, 'GET', { isOver: true });
      if (answer === undefined) return 'nothing';
      return answer.status === 101 ? line.ending : daemon.judge(answer);
    },
    quiet: () => daemon.quiet(),
    async close() {
      exchange.close();
      return running === undefined ? daemon.close() : [];
    },
  };
}

function makeConnection(chance: SeededChance): Buffer {
  const handshake = chance.happens(0.15) ? mutateBytes(HANDSHAKE, chance) : HANDSHAKE;
  const frames = Array.from({ length: 1 + chance.below(6) }, () => makeFrame(chance));
  const bytes = Buffer.concat([...frames, END]);
  return Buffer.concat([handshake, chance.happens(0.2) ? mutateBytes(bytes, chance) : bytes]);
}

function makeFrame(chance: SeededChance): Buffer {
  const message = chance.oneOf(MESSAGES);
  const text = JSON.stringify(chance.happens(0.6) ? mutateJson(message, chance) : message);
  const payload = chance.happens(0.15) ? chance.bytes(chance.below(300)) : Buffer.from(text ?? '');
  const isOdd = chance.happens(0.4);
  return clientFrame(payload, {
    opcode: isOdd ? (chance.oneOf(OPCODES) ?? 1) : 1,
    isLast: !chance.happens(0.1),
    reserved: chance.happens(0.05) ? chance.below(8) : 0,
    isMasked: !chance.happens(0.05),
    ...(chance.happens(0.1) && {
      length: chance.oneOf([0, 1, 125, 126, 127, 4096, 4097, 65_536, 2 ** 32, 2 ** 53]) ?? 0,
    }),
  });
}
