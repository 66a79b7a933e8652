import type { Clip } from '../../../../../daemon/protocol/clip.js';
import type { ClipRecord } from '../../../../../daemon/protocol/clip-record.js';
import { Sheet } from '../../../parts/sheet.js';
import { t } from '../../../texts/texts.js';
import { formatBytes } from '../../../texts/words.js';

/** What was done to make a clip: in words, and to the letter for whoever wants to know. */
export function RecordSheet({
  clip,
  record,
  onClose,
}: {
  clip: Clip;
  record: ClipRecord | undefined;
  onClose(): void;
}) {
  const conversion = record?.conversion;
  return (
    <Sheet title={t('clips.record')} onClose={onClose}>
      {conversion === undefined ? <p>{t('clips.no-record')}</p> : <Facts clip={clip} conversion={conversion} />}
    </Sheet>
  );
}

function Facts({ clip, conversion }: { clip: Clip; conversion: NonNullable<ClipRecord['conversion']> }) {
  const { source, tools, ms, runs = [] } = conversion;
  const size = source?.width && source.height ? `${source.width} × ${source.height}` : undefined;
  const rate = source?.rate && `${Math.round(10 * source.rate) / 10} fps`;
  const sent = [source?.codec, size, rate, formatBytes(clip.originalBytes)].filter(Boolean).join(' · ');
  return (
    <>
      <dl class="facts">
        <dt>{t('clips.record-source')}</dt>
        <dd>{sent}</dd>
        <dt>{t('clips.record-made')}</dt>
        <dd>{t('clips.record-frames', { frames: clip.frames, size: formatBytes(clip.renditionBytes) })}</dd>
        {ms !== undefined && <dt>{t('clips.record-time')}</dt>}
        {ms !== undefined && <dd>{t('clips.seconds', { seconds: (ms.total / 1000).toFixed(1) })}</dd>}
        {tools?.ffmpeg !== undefined && <dt>{t('clips.record-with')}</dt>}
        {tools?.ffmpeg !== undefined && <dd>ffmpeg {tools.ffmpeg}</dd>}
      </dl>
      <details class="runs">
        <summary>{t('clips.record-programs')}</summary>
        {runs.map(({ program, arguments: words }, index) => (
          <pre key={index}>{[program, ...words].join(' ')}</pre>
        ))}
      </details>
    </>
  );
}
