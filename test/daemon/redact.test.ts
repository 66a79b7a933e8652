import t from 'tap';
import { newSecret, TOKEN_PREFIX } from '../../daemon/access/secret.js';
import { createLog } from '../../daemon/log.js';
import { redact, redactValue } from '../../daemon/redact.js';

const SECRET = newSecret();
const TOKEN = newSecret(TOKEN_PREFIX);

const PLACES: readonly string[] = [
  `the token ${TOKEN} was used`,
  `Authorization: Bearer ${TOKEN}`,
  `authorization: Basic dXNlcjpwYXNz`,
  `Cookie: framed=${SECRET}`,
  `cookie=__Host-framed=${SECRET}; a=b`,
  `http://pi.local/#sign-in=${SECRET}`,
  `http://pi.local/#guest=${SECRET}`,
  `reason="refused ${SECRET}"`,
  'http://pi.local/#code=123456',
  'password: "hunter 2"',
  'mqtt://user:hunter2@broker.local:1883',
  '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByq\n-----END PRIVATE KEY-----\n',
  '-----BEGIN EC PRIVATE KEY-----\nMIGHAgEAMBMGByq (cut',
];

t.test('what would let somebody in is taken out of a text, wherever it stands', (t) => {
  for (const text of PLACES) {
    const left = redact(text);
    t.match(left, '[hidden]', text);
    t.notMatch(left, new RegExp(`${SECRET}|${TOKEN}|123456|hunter|dXNlcjpwYXNz|MIGH`), left);
  }
  t.end();
});

t.test('what is no secret stays: codes of errors, ids, hashes, names and addresses', (t) => {
  const lines = [
    'config: not taken up code=config-invalid path=/etc/framed/config.yaml',
    `clip=${'0a'.repeat(16)} sha256=${'0a'.repeat(32)}`,
    'sent "IMG 1234.mov" from http://192.168.1.7:8080/ at 12:30',
    `fingerprint=${Array(32).fill('AB').join(':')}`,
    'a phone was paired name="Anna’s phone"',
  ];
  for (const line of lines) t.equal(redact(line), line);
  t.end();
});

t.test('no secret comes out of the log, in a message, a field, or what else hears of it', (t) => {
  const lines: string[] = [];
  const also: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), also: ({ text }) => also.push(text) }).child('http');
  log.warn(`a request failed: ${TOKEN}`, {
    reason: `Error: Bearer ${TOKEN}\n at x`,
    cookie: `framed=${SECRET}`,
    code: 'x',
  });
  for (const line of [...lines, ...also]) t.notMatch(line, new RegExp(`${SECRET}|${TOKEN}`), line);
  t.match(lines, [/^warn {2}http: a request failed: framed_\[hidden\] reason=.*code=x$/]);
  t.end();
});

t.test('in a value, what is under the name of a secret is hidden whatever it looks like', (t) => {
  const value = {
    mqtt: { host: 'broker.local', password: 'x', nested: [{ apiToken: 7, note: TOKEN }] },
    secret: undefined,
    port: 80,
    on: true,
    nothing: null,
  };
  t.same(redactValue(value), {
    mqtt: { host: 'broker.local', password: '[hidden]', nested: [{ apiToken: '[hidden]', note: 'framed_[hidden]' }] },
    secret: undefined,
    port: 80,
    on: true,
    nothing: null,
  });
  t.end();
});
