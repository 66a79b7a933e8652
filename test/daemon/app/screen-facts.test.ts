import t from 'tap';
import { deviceAddress } from '../../../daemon/app/device-address.js';
import { screenFacts } from '../../../daemon/app/screen-facts.js';
import { Config } from '../../../daemon/config/schema.js';
import type { State } from '../../../daemon/protocol/state.js';
import { EXAMPLE_STATE } from '../control/example-state.js';

const config = Config.parse({ name: 'Hall', language: 'de', screens: { welcome_seconds: 5, when_empty: 'screen' } });
const listening = { host: '0.0.0.0', port: 8080 };
const health: NonNullable<State['health']> = {
  addresses: [
    { address: '192.168.1.20', family: 'ipv4', interface: 'wlan0' },
    { address: '2001:db8::7', family: 'ipv6', interface: 'wlan0' },
  ],
  localName: 'hall.local',
  isHot: false,
  updating: false,
};
const panel: State['panel'] = { ...EXAMPLE_STATE.panel, output: 'framebuffer' };
const facts = (state: Partial<State>) =>
  screenFacts({ ...EXAMPLE_STATE, panel, health, ...state }, { config, listening });

t.test('name, language and times are the configuration’s', (t) => {
  t.match(facts({}), { name: 'Hall', language: 'de', welcomeMs: 5000, whenEmpty: 'screen' });
  t.end();
});

t.test('on the virtual panel there is neither welcome nor how to send a clip: its page says both', (t) => {
  t.match(facts({ panel: { ...panel, output: 'virtual' } }), { welcomeMs: 0, whenEmpty: 'demo' });
  t.end();
});

t.test('the library is empty where there is no clip, and none on its way', (t) => {
  const job = { id: 'a', name: 'a.gif', frames: 0, known: false };
  t.equal(facts({ clips: {}, jobs: {} }).empty, true);
  t.equal(facts({ clips: {}, jobs: { a: { ...job, stage: 'converting' } } }).empty, undefined);
  t.equal(facts({ clips: {}, jobs: { a: { ...job, stage: 'failed' } } }).empty, true);
  t.end();
});

t.test('a page that is not open is told by its notice', (t) => {
  const notice = { level: 'error', message: 'No.' } as const;
  t.equal(facts({}).pageClosed, undefined);
  t.same(facts({ notices: { 'port-taken': notice } }).pageClosed, { port: 8080, isTaken: true });
  t.same(facts({ notices: { 'page-closed': notice } }).pageClosed, { port: 8080, isTaken: false });
  t.end();
});

t.test('a mistake in the configuration is told by its first line, whose place has a line of its own', (t) => {
  const problem = {
    code: 'config-invalid',
    message: '/etc/framed/config.yaml:12:3: name is 7: expected a text\n/etc/framed/config.yaml:14:1: and more',
    path: '/etc/framed/config.yaml',
    line: 12,
    column: 3,
    inForce: 'defaults',
  } as const;
  const config = { revision: '1', restartNeeded: [], problem };
  t.same(facts({ config }).configProblem, {
    file: '/etc/framed/config.yaml',
    place: '12:3',
    words: 'name is 7: expected a text',
    isUnconfigured: true,
  });
  t.end();
});

t.test('a disk is full when it is told to be, and a Pi hot or weak', (t) => {
  const storage = {
    freeBytes: 10e6,
    reserveBytes: 200e6,
    libraryBytes: 0,
    originalsBytes: 0,
    renditionsBytes: 0,
    previewsBytes: 0,
    uploadsBytes: 0,
    keptBytes: 0,
    unfinished: { count: 0, bytes: 0, maxBytes: 0, keepHours: 24 },
  };
  t.same(facts({ storage }).diskFull, { freeMb: 10 });
  t.equal(facts({ storage: { ...storage, freeBytes: 300e6 } }).diskFull, undefined);
  t.same(facts({ health: { ...health, isHot: true, celsius: 84 } }).heat, { celsius: 84 });
  const power = { underVoltage: true, wasUnderVoltage: true, throttled: false, wasThrottled: false };
  t.equal(facts({ health: { ...health, power } }).underVoltage, true);
  t.equal(facts({ health: { ...health, updating: true } }).isUpdating, true);
  t.end();
});

t.test('the address is one that a phone can open', (t) => {
  const at = (host: string, port = 8080, known: Partial<typeof health> = health) =>
    deviceAddress(
      { host, port },
      { addresses: known.addresses ?? [], ...(known.localName && { localName: known.localName }) },
    );
  t.same(at('0.0.0.0'), { kind: 'network', host: '192.168.1.20', port: 8080, localName: 'hall.local' });
  t.same(at('0.0.0.0', 80), { kind: 'network', host: '192.168.1.20', localName: 'hall.local' });
  t.same(at('::', 80, { addresses: health.addresses.slice(1) }), { kind: 'network', host: '[2001:db8::7]' });
  t.same(at('0.0.0.0', 80, { addresses: health.addresses.slice(1) }), { kind: 'none' }, 'it listens on IPv4 only');
  t.same(at('192.168.1.99'), { kind: 'network', host: '192.168.1.99', port: 8080 });
  for (const host of ['127.0.0.1', '::1', 'localhost']) t.same(at(host), { kind: 'loopback' });
  t.end();
});
