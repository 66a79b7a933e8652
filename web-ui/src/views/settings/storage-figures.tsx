import { state } from '../../live/state.js';
import { t } from '../../texts/texts.js';
import { formatBytes } from '../../texts/words.js';

/** Where the room on the disk is. */
export function StorageFigures() {
  const { storage } = state.value ?? {};
  if (storage === undefined) return null;
  const { freeBytes, originalsBytes, renditionsBytes, uploadsBytes, keptBytes, reserveBytes } = storage;
  const parts = [
    ['originals', originalsBytes],
    ['frames', renditionsBytes],
    ['arriving', uploadsBytes],
    ['kept', keptBytes],
    ['free', freeBytes],
  ] as const;
  return (
    <section class="settings-card" aria-label={t('settings.storage')}>
      <div class="storage-bar" aria-hidden="true">
        {parts.map(([name, bytes]) => (
          <span key={name} class={`storage-${name}`} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <dl class="figures">
        {parts.map(([name, bytes]) => (
          <div key={name}>
            <dt>
              <span class={`dot storage-${name}`} />
              {t(`settings.bytes-${name}`)}
            </dt>
            <dd>{formatBytes(bytes)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t('settings.reserve', { bytes: formatBytes(reserveBytes) })}</p>
    </section>
  );
}
