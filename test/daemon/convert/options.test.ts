import fc from 'fast-check';
import t from 'tap';
import {
  type ConvertOptions,
  checkOptions,
  DEFAULT_CONVERT_OPTIONS,
  planKey,
} from '../../../daemon/convert/options.js';

const panel = { width: 320, height: 240 };

t.test('the plan key names the pixels that are wanted', (t) => {
  const key = planKey(panel, DEFAULT_CONVERT_OPTIONS);
  t.match(key, /^[0-9a-f]{16}$/);
  const others = [
    { fit: 'contain' },
    { background: '#000001' },
    { fit: 'contain', background: 'blur' },
    { focus: { x: 0.5, y: 0 } },
    { focus: { x: 0, y: 0.5 } },
    { rotation: 90 },
    { maxFps: 25 },
    { startMs: 1 },
    { lengthMs: 1 },
    { speed: 2 },
    { fps: 10 },
    { compatible: true },
  ] as const;
  const keys = others.map((other) => planKey(panel, { ...DEFAULT_CONVERT_OPTIONS, ...other }));
  t.equal(
    new Set([key, ...keys, planKey({ width: 240, height: 320 }, DEFAULT_CONVERT_OPTIONS)]).size,
    others.length + 2,
  );
  t.end();
});

t.test('a choice that makes no difference makes no other key', (t) => {
  const same = (a: Partial<ConvertOptions>, b: Partial<ConvertOptions>) =>
    t.equal(
      planKey(panel, { ...DEFAULT_CONVERT_OPTIONS, ...a }),
      planKey(panel, { ...DEFAULT_CONVERT_OPTIONS, ...b }),
      JSON.stringify(b),
    );
  same({}, { background: '#000000', startMs: 0, compatible: false, speed: 1, focus: { x: 0.5, y: 0.5 } });
  same({ fit: 'contain' }, { fit: 'contain', focus: { x: 0, y: 0 } });
  same({ fit: 'stretch' }, { fit: 'stretch', focus: { x: 1, y: 0.2 } });
  same({}, { background: 'blur' });
  t.end();
});

t.test('renditions that were made before focus, blur and speed keep their key', (t) => {
  t.equal(planKey(panel, DEFAULT_CONVERT_OPTIONS), '0b54ffce9eb787c5');
  const all = { fit: 'contain', background: '#1E90ff', rotation: 90, maxFps: 25, compatible: true, fps: 12 } as const;
  t.equal(planKey({ width: 240, height: 320 }, { ...all, startMs: 1500, lengthMs: 2000 }), '9271223fea65f7c4');
  t.end();
});

t.test('what is outside of the promise is refused with what would be accepted', (t) => {
  const refused: [Partial<ConvertOptions>, RegExp][] = [
    [{ background: 'red' }, /background is "red"; a colour such as "#0a0b0c", or "blur" is accepted/],
    [{ speed: 0 }, /speed is 0; 0.25 to 4/],
    [{ speed: 4.1 }, /speed is 4.1/],
    [{ speed: Number.NaN }, /speed/],
    [{ focus: { x: -0.1, y: 0 } }, /focus is {"x":-0.1,"y":0}; x and y from 0 to 1/],
    [{ focus: { x: 0, y: Number.NaN } }, /focus/],
    [{ startMs: -1 }, /startMs/],
    [{ lengthMs: 0 }, /lengthMs/],
  ];
  for (const [options, message] of refused)
    t.throws(() => checkOptions(panel, { ...DEFAULT_CONVERT_OPTIONS, ...options }), {
      code: 'convert-options-invalid',
      message,
    });
  fc.assert(
    fc.property(
      fc.double({ min: 0.25, max: 4, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (speed, x) => {
        checkOptions(panel, { ...DEFAULT_CONVERT_OPTIONS, speed, focus: { x, y: 1 - x } });
      },
    ),
  );
  t.end();
});
