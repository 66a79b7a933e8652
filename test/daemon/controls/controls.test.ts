import { execFileSync } from 'node:child_process';
import t, { type Test } from 'tap';
import type { ControlsAnswer, ControlsScenario } from '../../shim/drive-controls.js';
import { noCompiler, runShimmed } from '../../shim/kernel-shim.js';

/** The real GPIO code and its thread, against kernel-shim.c and pipes that say what the kernel would. */

t.test('a pressed button does what the configuration says', { skip: noCompiler }, async (t) => {
  const { answer, log } = await drive(t, [5, 6], {
    controls: {
      buttons: [
        { line: 5, press: 'next' },
        { line: 6, press: 'pause', pull: 'down' },
      ],
      debounce_ms: 12,
    },
    changes: [
      [5, false, 5],
      [5, true, 5],
      [6, true, 5],
      [6, false, 5],
    ],
    expected: 2,
  });
  t.same(answer, { commands: [{ type: 'next' }, { type: 'pause' }], problems: [] });
  t.same(log.slice(0, 2), ['input 5 pull-up debounce 12000', 'input 6 pull-down debounce 12000']);
});

t.test('holding is another thing than pressing', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(t, [5], {
    controls: { buttons: [{ line: 5, press: 'next', hold: 'playlist evening' }] },
    changes: [
      [5, false, 5],
      [5, true, 5],
      [5, false, 1000],
      [5, true, 5],
    ],
    expected: 2,
  });
  t.same(answer.commands, [{ type: 'next' }, { type: 'play-playlist', playlistId: 'p1' }]);
});

t.test('turning an encoder dims, click by click', { skip: noCompiler }, async (t) => {
  const click = [
    [17, false, 1],
    [22, false, 1],
    [17, true, 1],
    [22, true, 1],
  ] as const;
  const { answer } = await drive(t, [17, 22], {
    controls: { encoders: [{ a: 17, b: 22 }] },
    changes: [...click, ...click],
    expected: 2,
  });
  const brighter = { type: 'brightness', percent: 55, fadeMs: 0 };
  t.same(answer.commands, [brighter, brighter]);
});

t.test('a line that somebody else holds is told of, with who it is', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(
    t,
    [5],
    { controls: { buttons: [{ line: 5, press: 'next' }] }, changes: [], expected: 0 },
    { SHIM_BUSY: '5:gpio-keys' },
  );
  t.match(answer.problems, [/^Buttons do not work: GPIO 5 \(button\) is held by "gpio-keys"/]);
});

t.test('a playlist that is not there is told of', { skip: noCompiler }, async (t) => {
  const { answer } = await drive(t, [5], {
    controls: {
      buttons: [
        { line: 5, press: 'playlist Mornings' },
        { line: 6, press: 'next' },
      ],
    },
    changes: [
      [5, false, 5],
      [5, true, 5],
      [6, false, 50],
    ],
    expected: 1,
  });
  t.match(answer.problems[0], /"Mornings", and there is none/);
});

function drive(
  t: Test,
  lines: readonly number[],
  scenario: Omit<ControlsScenario, 'systemRoot'>,
  settings: Record<string, string> = {},
) {
  const events = Object.fromEntries([...new Set([...lines, 5, 6])].map((line) => [`events/${line}`, '']));
  return runShimmed<ControlsAnswer>(t, {
    script: 'drive-controls.js',
    scenario,
    settings,
    machine: { files: events },
    prepare: (root) => {
      for (const path of Object.keys(events))
        execFileSync('sh', ['-c', 'rm "$1" && mkfifo "$1"', 'sh', `${root}/${path}`]);
    },
  });
}
