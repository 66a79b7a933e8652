import fc from 'fast-check';
import t from 'tap';
import { fitPicture } from '../../../../daemon/convert/fit.js';
import { decodeLookQuery } from '../../../../daemon/http/look-query.js';
import { type Clip, ClipChange } from '../../../../daemon/protocol/clip.js';
import { changeLook, Look } from '../../../../daemon/protocol/look.js';
import { importPageModule } from '../../page-module.js';

const DETAILS = 'views/clips/details';
const { visiblePart } = await importPageModule<
  typeof import('../../../../web-ui/src/views/clips/details/visible-part.js')
>(`${DETAILS}/visible-part.ts`);
const { changeOf, draftOf, lookQuery } = await importPageModule<
  typeof import('../../../../web-ui/src/views/clips/details/draft.js')
>(`${DETAILS}/draft.ts`);
const { trimOf, withEnd, withStart, withTrim } = await importPageModule<
  typeof import('../../../../web-ui/src/views/clips/details/trim.js')
>(`${DETAILS}/trim.ts`);
const { sourceFacts } = await importPageModule<
  typeof import('../../../../web-ui/src/views/clips/details/source-facts.js')
>(`${DETAILS}/source-facts.ts`);

const CLIP: Clip = {
  ...{ id: '0'.repeat(32), name: 'sea', kind: 'video', frames: 10, durationMs: 5000 },
  ...{ originalBytes: 1, renditionBytes: 1, addedAtMs: 1 },
};

t.test('the part that is shown as visible is what the converter cuts out', (t) => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 2000 }),
      fc.integer({ min: 200, max: 2000 }),
      share,
      share,
      (width, height, x, y) => {
        const panel = { width: 320, height: 240 };
        const {
          scale,
          crop = { x: 0, y: 0 },
          cropFirst,
        } = fitPicture({ width, height, sampleAspect: 1 }, panel, 'cover', { x, y });
        if (cropFirst) return true;
        const part = visiblePart(width / height, 320 / 240, { focus: { x, y } });
        // A pixel of the scaled picture, each way.
        return (
          Math.abs(part.x * scale.width - crop.x) <= 2 &&
          Math.abs(part.y * scale.height - crop.y) <= 2 &&
          Math.abs(part.width * scale.width - panel.width) <= 2 &&
          Math.abs(part.height * scale.height - panel.height) <= 2
        );
      },
    ),
  );
  t.end();
});

t.test('a look is asked for as the daemon reads it, whatever it had been before', (t) => {
  const look: Look = { fit: 'cover', focus: { x: 0.25, y: 1 }, startMs: 40, rotation: 90, speed: 0.5 };
  const { change, atMs } = decodeLookQuery(Object.fromEntries(new URLSearchParams(lookQuery(look, 1234.4))));
  t.same(changeLook({ background: '#123456', lengthMs: 7 }, change), look);
  t.equal(atMs, 1234);
  t.end();
});

t.test('only what was changed is asked for, and it is what the daemon accepts', (t) => {
  const draft = draftOf(CLIP);
  t.equal(changeOf(CLIP, draft), undefined);
  t.equal(changeOf(CLIP, { ...draft, name: ' ' }), undefined, 'a name is not taken away');
  t.same(changeOf(CLIP, { ...draft, name: ' lake ', tags: ['blue'] }), { name: 'lake', tags: ['blue'] });
  t.same(changeOf({ ...CLIP, turn: { loops: 2 } }, draft), { turn: null });
  const change = changeOf({ ...CLIP, look: { fit: 'cover' } }, { ...draft, look: { speed: 2 } });
  t.same(changeLook({ fit: 'cover' }, ClipChange.parse(change).look ?? null), { speed: 2 });
  t.end();
});

t.test('a trim is on whole frames, within the clip, and never empty', (t) => {
  const facts = { durationMs: 10_000, frameMs: 40 };
  t.same(trimOf({}, facts), { startMs: 0, endMs: 10_000 });
  t.same(withTrim({ fit: 'cover' }, { startMs: 0, endMs: 10_000 }, facts), { fit: 'cover' });
  const ms = fc.double({ min: -100, max: 12_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), ms)), (moves) => {
      let look: Look = {};
      for (const [isStart, to] of moves) {
        const trim = trimOf(look, facts);
        look = withTrim(look, isStart ? withStart(trim, to, facts) : withEnd(trim, to, facts), facts);
      }
      const { startMs, endMs } = trimOf(Look.parse(look), facts);
      const isOnFrame = Math.abs(startMs / 40 - Math.round(startMs / 40)) < 1e-6;
      return isOnFrame && startMs >= 0 && endMs <= 10_000 && endMs - startMs >= 39.99;
    }),
  );
  t.end();
});

t.test('what nobody noted of a clip is guessed from what is known', (t) => {
  const source = { width: 1080, height: 1920, sampleAspect: 1, orientation: 6, durationMs: 9000, rate: 50 };
  t.match(sourceFacts(CLIP, { conversion: { source } }), { aspect: 1920 / 1080, durationMs: 9000, frameMs: 20 });
  const guessed = sourceFacts({ ...CLIP, look: { startMs: 1000, speed: 2 } }, undefined);
  t.same(guessed, { aspect: undefined, durationMs: 11_000, frameMs: 40 });
  t.end();
});
