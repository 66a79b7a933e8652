import type { PanelKind } from '../../../../../daemon/protocol/config.js';
import { can } from '../../../live/access.js';
import { attempt } from '../../../live/actions.js';
import { changeConfig } from '../../../live/config.js';
import { panel } from '../../../live/state.js';
import { toastUndo } from '../../../parts/toasts.js';
import { t } from '../../../texts/texts.js';
import { valueAt } from '../schema-keys.js';
import { HeaderDrawing } from './header-drawing.js';
import { WireTable } from './wire-table.js';
import { wiringOf } from './wires.js';
import './wiring.css';

export interface WiringCardProps {
  /** The panel that is chosen. */
  kind: PanelKind;
  /** All that holds of the configuration. */
  values: unknown;
}

/** Which pin of the panel goes to which pin of the Raspberry Pi, as the configuration is now. */
export function WiringCard({ kind, values }: WiringCardProps) {
  const way = wayOf(valueAt(values, 'display.output'), panel.value?.output);
  return (
    <details class="settings-field wiring">
      <summary>{t('settings.wiring')}</summary>
      {way === 'spi' ? <Wires kind={kind} values={values} /> : <p>{t(`settings.wiring-${way}`)}</p>}
    </details>
  );
}

function Wires({ kind, values }: WiringCardProps) {
  const { wires, suggestion } = wiringOf(kind.wiring, values);
  return (
    <>
      {panel.value?.output === 'virtual' && <p>{t('settings.wiring-not-yet')}</p>}
      <p class="hint">{t(kind.wiring === undefined ? 'settings.wiring-free' : 'settings.wiring-made')}</p>
      <div class="wiring-parts">
        <HeaderDrawing wires={wires} />
        <div class="wiring-words">
          <WireTable wires={wires} />
          {suggestion !== undefined && can('admin') && <TakeButton suggestion={suggestion} />}
          <p class="hint">{t('settings.wiring-how')}</p>
        </div>
      </div>
    </>
  );
}

function TakeButton({ suggestion }: { suggestion: Readonly<Record<string, number>> }) {
  const take = async () => {
    if (!(await attempt(changeConfig(() => suggestion)))) return;
    const without = Object.fromEntries(Object.keys(suggestion).map((key) => [key, null]));
    toastUndo(t('settings.wiring-taken'), () => changeConfig(() => without));
  };
  return (
    <button type="button" class="button soft wide" onClick={take}>
      {t('settings.wiring-take')}
    </button>
  );
}

/**
 * What the picture goes over. With `auto` it is what is there; where nothing is yet, the panel is to be wired.
 *
 * @param wanted what the configuration says.
 * @param open what is open now.
 */
function wayOf(wanted: unknown, open: string | undefined): 'spi' | 'framebuffer' | 'virtual' {
  if (wanted === 'framebuffer' || wanted === 'virtual') return wanted;
  return wanted !== 'spi' && open === 'framebuffer' ? 'framebuffer' : 'spi';
}
