import t from 'tap';
import { chooseScreen, type Situation } from '../../../daemon/status-screens/choose-screen.js';

const QUIET: Situation = {
  name: 'framed',
  address: { kind: 'network', host: '10.0.0.7' },
  isUpdating: false,
  welcomeMs: 12_000,
  whenEmpty: 'both',
};
const since = <Detail>(sinceMs: number, detail: Detail) => ({ sinceMs, detail });
const kindAt = (situation: Partial<Situation>, nowMs: number) =>
  chooseScreen({ ...QUIET, ...situation }, nowMs).screen?.kind;

const problem = (isUnconfigured: boolean) =>
  since(0, { file: '/etc/framed/config.yaml', place: '3:1', words: 'no', isUnconfigured });

t.test('with nothing to say, nothing stands in front of the clips', (t) => {
  t.same(chooseScreen(QUIET, 99_000), { screen: undefined, untilMs: Number.POSITIVE_INFINITY });
  t.end();
});

t.test('of several causes the gravest shows', (t) => {
  const all: Partial<Situation> = {
    configProblem: problem(true),
    heat: since(0, { celsius: 84 }),
    underVoltage: since(0, true),
    diskFull: since(0, { freeMb: 7 }),
    greeting: since(0, true),
    empty: since(0, true),
  };
  t.equal(kindAt({ ...all, isUpdating: true }, 1), 'updating');
  t.equal(kindAt(all, 1), 'config-error');
  t.equal(kindAt({ ...all, configProblem: undefined }, 1), 'overheating');
  t.equal(kindAt({ ...all, configProblem: undefined, heat: undefined }, 1), 'under-voltage');
  t.equal(kindAt({ diskFull: all.diskFull, greeting: all.greeting, empty: all.empty }, 1), 'disk-full');
  t.equal(kindAt({ greeting: all.greeting, empty: all.empty }, 1), 'welcome');
  t.equal(kindAt({ empty: all.empty }, 1), 'no-clips');
  t.end();
});

t.test('a warning stands in front of the clips for seconds, and comes back while its cause lasts', (t) => {
  const hot = { heat: since(1000, { celsius: 84 }) };
  t.equal(kindAt(hot, 1000), 'overheating');
  t.equal(kindAt(hot, 8999), 'overheating');
  t.equal(kindAt(hot, 9000), undefined);
  t.equal(kindAt(hot, 300_999), undefined);
  t.equal(kindAt(hot, 301_000), 'overheating');
  t.end();
});

t.test('while one warning rests, another one has its turn', (t) => {
  const both = { heat: since(0, { celsius: 84 }), underVoltage: since(5000, true as const) };
  t.equal(kindAt(both, 7999), 'overheating');
  t.equal(kindAt(both, 8000), 'under-voltage');
  t.end();
});

t.test('while the page is not open, neither code nor address leads to it', (t) => {
  const closed = { pageClosed: since(0, { port: 80, isTaken: true }) };
  const pairing = since(0, { code: '123456', wasAskedFor: true });
  const rest = { ...closed, pairing, greeting: since(0, true as const), empty: since(0, true as const) };
  t.equal(kindAt(rest, 1), 'page-closed');
  t.equal(kindAt(rest, 12_000), undefined, 'the demo plays on in between');
  t.equal(kindAt({ ...rest, whenEmpty: 'screen' }, 12_000), 'page-closed');
  t.equal(kindAt({ ...closed, pairing }, 1), 'page-closed', 'as a warning in front of clips');
  t.equal(kindAt({ ...closed, pairing }, 9000), undefined);
  t.equal(kindAt({ ...closed, diskFull: since(0, { freeMb: 7 }) }, 9000), undefined);
  t.equal(kindAt({ ...rest, diskFull: since(0, { freeMb: 7 }) }, 12_000), 'disk-full');
  t.end();
});

t.test('it says when it is to be asked again', (t) => {
  t.equal(chooseScreen({ ...QUIET, heat: since(0, { celsius: 84 }) }, 3000).untilMs, 8000);
  t.equal(chooseScreen({ ...QUIET, heat: since(0, { celsius: 84 }) }, 9000).untilMs, 300_000);
  t.equal(chooseScreen({ ...QUIET, greeting: since(0, true) }, 3000).untilMs, 12_000);
  t.end();
});

t.test('a full disk stays on the glass where nothing plays, since it keeps the first clip from coming', (t) => {
  const full = { diskFull: since(0, { freeMb: 7 }) };
  t.equal(kindAt(full, 9000), undefined);
  t.equal(kindAt({ ...full, empty: since(0, true) }, 9000), 'disk-full');
  t.end();
});

t.test(
  'the code for a phone stands where nothing plays or somebody waits for it; in front of clips it takes turns',
  (t) => {
    const pairing = (wasAskedFor: boolean) => ({ pairing: since(0, { code: '123456', wasAskedFor }) });
    const empty = { empty: since(0, true as const) };
    t.equal(kindAt({ ...pairing(false), ...empty, greeting: since(0, true) }, 100_000_000), 'pairing');
    t.equal(kindAt(pairing(true), 100_000_000), 'pairing');
    t.equal(kindAt(pairing(false), 59_999), 'pairing');
    t.equal(kindAt(pairing(false), 60_000), undefined);
    t.equal(kindAt(pairing(false), 300_000), 'pairing');
    t.equal(kindAt({ ...pairing(true), underVoltage: since(0, true) }, 1), 'under-voltage');
    t.end();
  },
);

t.test('a configuration of which nothing holds is told more often', (t) => {
  t.equal(kindAt({ configProblem: problem(false) }, 65_000), undefined);
  t.equal(kindAt({ configProblem: problem(true) }, 65_000), 'config-error');
  t.end();
});

t.test(
  'a mistake in the configuration stops coming back over a clip after an hour, and stays where nothing plays',
  (t) => {
    const hourMs = 60 * 60_000;
    const empty = since(0, true as const);
    for (const isUnconfigured of [false, true]) {
      const configProblem = problem(isUnconfigured);
      t.equal(kindAt({ configProblem }, hourMs - 5 * 60_000), 'config-error');
      for (const laterMs of [hourMs, 2 * hourMs, 25 * hourMs]) t.equal(kindAt({ configProblem }, laterMs), undefined);
      t.equal(kindAt({ configProblem, empty }, 2 * hourMs), 'config-error');
    }
    t.end();
  },
);

t.test('without clips, how to send one and the demo take turns, after the welcome', (t) => {
  const empty = { greeting: since(0, true as const), empty: since(0, true as const) };
  t.equal(kindAt(empty, 11_999), 'welcome');
  t.equal(kindAt(empty, 12_000), 'no-clips');
  t.equal(kindAt(empty, 24_000), undefined);
  t.equal(kindAt(empty, 44_000), 'no-clips');
  t.equal(kindAt({ ...empty, whenEmpty: 'demo' }, 12_000), undefined);
  t.equal(kindAt({ ...empty, whenEmpty: 'screen' }, 30_000), 'no-clips');
  t.equal(kindAt({ ...empty, welcomeMs: 0 }, 0), 'no-clips');
  t.end();
});
