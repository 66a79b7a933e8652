import fc from 'fast-check';
import t from 'tap';
import { deviceName } from '../../../daemon/http/device-name.js';
import { clearSession, sessionSecret, setSession } from '../../../daemon/http/session-cookie.js';

/** What a browser is told to keep. */
function setCookie(secure: boolean, set: (ctx: Parameters<typeof setSession>[0]) => void): string {
  const lines: string[] = [];
  set({ secure, append: (_name, line) => void lines.push(...[line].flat()) });
  return lines.join('\n');
}

t.test('over TLS the cookie is Secure, and has a name of its own', (t) => {
  const attributes = 'Path=/; HttpOnly; SameSite=Strict; Max-Age=60';
  t.equal(
    setCookie(false, (ctx) => setSession(ctx, 'abc', 60_999)),
    `framed=abc; ${attributes}`,
  );
  t.equal(
    setCookie(true, (ctx) => setSession(ctx, 'abc', 60_000)),
    `__Host-framed=abc; ${attributes}; Secure`,
  );
  t.match(setCookie(true, clearSession), /^__Host-framed=; .*Max-Age=0; Secure$/);
  t.end();
});

t.test('the secret is found among the cookies of other servers on the machine; that of TLS goes first', (t) => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['framed', undefined],
    ['notframed=1; framed2=2; xframed=3', undefined],
    ['a=1; framed=abc; b=2', 'abc'],
    ['framed=abc;__Host-framed=def', 'def'],
    ['framed=', ''],
  ];
  for (const [header, secret] of cases) t.equal(sessionSecret(header), secret, String(header));
  t.end();
});

t.test('whatever the header is, reading it does not throw', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      sessionSecret(`${one}framed=${other}`);
    }),
  );
  t.end();
});

t.test('a browser that was given no name is called after itself', (t) => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  const android =
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0';
  t.equal(deviceName(iphone), 'Safari, iPhone');
  t.equal(deviceName(android), 'Chrome, Android');
  t.equal(deviceName(edge), 'Edge, Windows');
  t.equal(deviceName('curl/8'), 'Browser');
  t.equal(deviceName(undefined), 'Browser');
  t.end();
});
