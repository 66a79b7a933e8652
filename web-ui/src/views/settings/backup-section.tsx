import { useSignal } from '@preact/signals';
import { RestoreReport } from '../../../../daemon/protocol/backup.js';
import { RecentLogs } from '../../../../daemon/protocol/log-record.js';
import { problemText } from '../../live/problem-text.js';
import { Dialog } from '../../parts/dialog.js';
import { DownloadIcon, UploadIcon } from '../../parts/icons.js';
import { showOverlay } from '../../parts/overlays.js';
import { toast, toastProblem } from '../../parts/toasts.js';
import { language, t } from '../../texts/texts.js';
import { formatBytes } from '../../texts/words.js';
import { useResource } from './resource.js';
import { sendBackup } from './send-backup.js';

/** Everything in one file, and back again; what happened lately. */
export function BackupSection() {
  return (
    <>
      <section class="settings-card" aria-label={t('settings.make-backup')}>
        <h2>{t('settings.make-backup')}</h2>
        <p class="hint">{t('settings.make-backup-hint')}</p>
        <div class="settings-buttons">
          <a class="button soft" href="/api/backup?originals=1" download="framed-backup.tar">
            <DownloadIcon />
            {t('settings.backup-all')}
          </a>
          <a class="button soft" href="/api/backup" download="framed-backup-facts.tar">
            <DownloadIcon />
            {t('settings.backup-facts')}
          </a>
        </div>
      </section>
      <Restore />
      <section class="settings-card" aria-label={t('settings.diagnostics')}>
        <h2>{t('settings.diagnostics')}</h2>
        <p class="hint">{t('settings.diagnostics-hint')}</p>
        <div class="settings-buttons">
          <a class="button soft" href="/api/diagnostics" download="framed-diagnostics.json">
            <DownloadIcon />
            {t('settings.diagnostics-get')}
          </a>
        </div>
      </section>
      <Logs />
    </>
  );
}

function Restore() {
  const percent = useSignal<number | undefined>(undefined);
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    showOverlay((close) => (
      <Dialog
        title={t('settings.restore-title')}
        confirmLabel={t('settings.restore')}
        isDangerous
        onConfirm={() => {
          close();
          void restore(file);
        }}
        onClose={close}
      >
        <p>{t('settings.restore-what', { name: file.name, size: formatBytes(file.size) })}</p>
      </Dialog>
    ));
  };
  const restore = async (file: File) => {
    percent.value = 0;
    try {
      const { clips, playlists, missing } = await sendBackup(RestoreReport, file, (share) => {
        percent.value = Math.round(share * 100);
      });
      toast(t('settings.restored', { clips, playlists }));
      if (missing.length > 0) toastProblem(new Error(t('settings.restored-without', { count: missing.length })));
    } catch (error) {
      toastProblem(error);
    } finally {
      percent.value = undefined;
    }
  };
  return (
    <section class="settings-card" aria-label={t('settings.restore')}>
      <h2>{t('settings.restore')}</h2>
      <p class="hint">{t('settings.restore-hint')}</p>
      <label class="button soft wide restore-button">
        <UploadIcon />
        {percent.value === undefined ? t('settings.choose-backup') : t('settings.sending', { percent: percent.value })}
        <input
          type="file"
          class="heard-only"
          accept=".tar,application/x-tar"
          disabled={percent.value !== undefined}
          onChange={({ currentTarget }) => {
            choose(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </label>
    </section>
  );
}

function Logs() {
  const { value, error, load } = useResource(RecentLogs, '/api/logs');
  return (
    <section class="settings-card" aria-label={t('settings.logs')}>
      <h2>{t('settings.logs')}</h2>
      {error.value !== undefined && <p class="field-error">{problemText(error.value)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1). */}
      <ol class="log" tabIndex={0} aria-label={t('settings.logs')}>
        {value.value?.records.map(({ sequence, atMs, level, text }) => (
          <li key={sequence} class={`log-${level}`}>
            <time>{new Date(atMs).toLocaleTimeString(language())}</time> {text}
          </li>
        ))}
      </ol>
      <button type="button" class="button soft" onClick={load}>
        {t('settings.reload')}
      </button>
    </section>
  );
}
