import { useEffect } from 'preact/hooks';
import { HttpsView } from '../../../../daemon/protocol/https.js';
import { can } from '../../live/access.js';
import { attempt } from '../../live/actions.js';
import { changeConfig, config } from '../../live/config.js';
import { state } from '../../live/state.js';
import { DownloadIcon, LinkIcon } from '../../parts/icons.js';
import { toastUndo } from '../../parts/toasts.js';
import { loadNoticeWords, noticeWords } from '../../texts/notice-words.js';
import { language, t } from '../../texts/texts.js';
import { type Resource, useResource } from './resource.js';
import { valueAt } from './schema-keys.js';

/** Usual beside 8080, and free of the rights that ports below 1024 want. */
const USUAL_PORT = 8443;
/** An authority is made in a few seconds, the first time. */
const ASK_AGAIN_MS = 1000;

/** Whether there is HTTPS, where, and what a phone has to be told once. */
export function HttpsCard() {
  const resource = useResource(HttpsView, '/api/https');
  const view = resource.value.value;
  const isWanted = useWanted(resource);
  const problem = state.value?.notices['https-problem'];
  useEffect(() => void loadNoticeWords(), []);
  if (view === undefined) return null;
  return (
    <section class="settings-card" aria-label={t('settings.https')}>
      <h2>{t('settings.https')}</h2>
      {problem !== undefined && <p class="field-error">{noticeWords(problem)}</p>}
      {view.port !== undefined ? (
        <Served view={view} port={view.port} />
      ) : isWanted ? (
        problem === undefined && <p role="status">{t('settings.https-starting')}</p>
      ) : (
        <Off />
      )}
      <p class="hint">{t('settings.https-own-how')}</p>
    </section>
  );
}

/** Whether the configuration asks for it. Asks again how it is when that changes, and until it is there. */
function useWanted({ value, load }: Resource<HttpsView>): boolean {
  const loaded = config();
  const port = loaded.stage === 'there' ? valueAt(loaded.view.values, 'https.port') : undefined;
  const isWanted = port !== undefined;
  const isThere = value.value?.port !== undefined;
  useEffect(() => void load(), [port]);
  useEffect(() => {
    if (isWanted === isThere) return;
    const timer = setInterval(() => void load(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWanted, isThere]);
  return isWanted;
}

function Off() {
  const turnOn = async () => {
    const isOn = await attempt(changeConfig(() => ({ 'https.port': USUAL_PORT })));
    if (isOn) toastUndo(t('settings.https-turned-on'), () => changeConfig(() => ({ 'https.port': null })));
  };
  return (
    <>
      <p>{t('settings.https-off')}</p>
      {can('admin') && (
        <button type="button" class="button soft wide" onClick={turnOn}>
          {t('settings.https-turn-on')}
        </button>
      )}
    </>
  );
}

function Served({ view: { kind, names, missing, endsAtMs, fingerprint }, port }: { view: HttpsView; port: number }) {
  const url = `https://${location.hostname}:${port}/`;
  const facts = [
    [t('settings.https-names'), names.join(', ')],
    ...(endsAtMs === undefined
      ? []
      : [[t('settings.https-ends'), new Date(endsAtMs).toLocaleDateString(language(), { dateStyle: 'medium' })]]),
  ];
  return (
    <>
      <p>{t(location.protocol === 'https:' ? 'settings.https-here' : 'settings.https-on')}</p>
      <a class="button soft wide" href={url}>
        <LinkIcon />
        {url}
      </a>
      <dl class="figures">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {missing.length > 0 && <p class="field-error">{t('settings.https-missing', { names: missing.join(', ') })}</p>}
      {kind === 'own' && <p>{t('settings.https-own')}</p>}
      {fingerprint !== undefined && <Trust fingerprint={fingerprint} url={url} />}
    </>
  );
}

/** What makes a phone believe an authority that nobody else knows. */
function Trust({ fingerprint, url }: { fingerprint: string; url: string }) {
  return (
    <>
      <h3>{t('settings.https-trust')}</h3>
      <p class="hint">{t('settings.https-trust-why')}</p>
      <a class="button soft wide" href="/api/https/ca.crt">
        <DownloadIcon />
        {t('settings.https-certificate')}
      </a>
      <p class="hint">{t('settings.https-compare')}</p>
      <code class="fingerprint">{fingerprint}</code>
      <details class="steps">
        <summary>iPhone, iPad</summary>
        <ol>
          <li>{t('settings.https-ios-1')}</li>
          <li>{t('settings.https-ios-2')}</li>
          <li>{t('settings.https-ios-3')}</li>
          <li>{t('settings.https-then', { url })}</li>
        </ol>
      </details>
      <details class="steps">
        <summary>Android</summary>
        <ol>
          <li>{t('settings.https-android-1')}</li>
          <li>{t('settings.https-android-2')}</li>
          <li>{t('settings.https-then', { url })}</li>
        </ol>
      </details>
    </>
  );
}
