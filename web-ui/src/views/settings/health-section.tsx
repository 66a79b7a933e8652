import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { notices, state } from '../../live/state.js';
import { Sparkline } from '../../parts/sparkline.js';
import { loadNoticeWords, noticeWords } from '../../texts/notice-words.js';
import { language, t } from '../../texts/texts.js';
import { type HealthSample, History } from './history.js';
import { valueWords } from './key-words.js';

/** A minute, a second each. */
const SAMPLES = 60;

/** How the machine and the picture are, as figures and as the last minute. */
export function HealthSection() {
  const history = useHistory();
  useEffect(() => void loadNoticeWords(), []);
  const { health, player, panel } = state.value ?? {};
  if (player === undefined) return null;
  const { fps, dropped, late, underruns, damaged, workerRestarts, link } = player.stats;
  const number = (value: number) => value.toLocaleString(language());
  const charts = [
    { name: t('settings.fps'), values: history.map((sample) => sample.fps), now: number(fps) },
    {
      name: t('settings.late-a-second'),
      values: history.map((sample) => sample.late),
      now: number(history.at(-1)?.late ?? 0),
    },
    {
      name: t('settings.dropped-a-second'),
      values: history.map((sample) => sample.dropped),
      now: number(history.at(-1)?.dropped ?? 0),
    },
    ...(link
      ? [
          {
            name: t('settings.bus'),
            values: history.map((sample) => sample.bus),
            now: `${Math.round(link.utilisation * 100)} %`,
          },
        ]
      : []),
    ...(health?.celsius === undefined
      ? []
      : [
          {
            name: t('settings.temperature'),
            values: history.map((sample) => sample.celsius),
            now: `${health.celsius} °C`,
          },
        ]),
  ];
  return (
    <>
      <ul class="charts">
        {charts.map(({ name, values, now }) => (
          <li key={name} class="settings-card chart">
            <h2>{name}</h2>
            <strong class="chart-now">{now}</strong>
            <Sparkline values={values} />
          </li>
        ))}
      </ul>
      <dl class="settings-card figures">
        <Figure
          name={t('settings.panel-is')}
          value={`${panel?.name ?? ''}, ${panel?.width} × ${panel?.height}, ${outputWords(panel?.output)}`}
        />
        <Figure name={t('settings.dropped')} value={number(dropped)} />
        <Figure name={t('settings.late')} value={number(late)} />
        <Figure name={t('settings.underruns')} value={number(underruns)} />
        <Figure name={t('settings.damaged')} value={number(damaged)} />
        <Figure name={t('settings.worker-restarts')} value={number(workerRestarts)} />
        <Figure name={t('settings.power')} value={powerWords()} />
        <Figure
          name={t('settings.addresses')}
          value={(health?.addresses ?? []).map(({ address }) => address).join(', ') || '–'}
        />
        {health?.localName !== undefined && <Figure name={t('settings.local-name')} value={health.localName} />}
      </dl>
      {notices.value.length > 0 && (
        <ul class="settings-card notices-list" aria-label={t('settings.notices')}>
          {notices.value.map(([code, notice]) => (
            <li key={code} class={notice.level}>
              {noticeWords(notice)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** As the settings call it. */
function outputWords(output = ''): string {
  return valueWords({ key: 'display.output', kind: 'choice' }, output);
}

function powerWords(): string {
  const { power } = state.value?.health ?? {};
  if (power === undefined) return t('settings.power-unknown');
  if (power.underVoltage) return t('settings.power-low');
  if (power.throttled) return t('settings.throttled');
  return power.wasUnderVoltage || power.wasThrottled ? t('settings.power-was-low') : t('settings.power-good');
}

/** Looks once a second, while somebody looks here. */
function useHistory(): readonly HealthSample[] {
  const samples = useSignal<readonly HealthSample[]>([]);
  useEffect(() => {
    const history = new History(SAMPLES);
    const look = () => {
      const { player, health } = state.peek() ?? {};
      if (player) samples.value = history.add(player.stats, health?.celsius);
    };
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  return samples.value;
}
