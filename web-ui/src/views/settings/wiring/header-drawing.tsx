import { t } from '../../../texts/texts.js';
import { HEADER_PINS, type PinKind } from './header-pins.js';
import { PIN_LABELS, pinName } from './pin-labels.js';
import type { Wire } from './wires.js';

/** The header as it is on the board, standing: pins that are used are marked and named. What is in it is said by the table as well. */
export function HeaderDrawing({ wires }: { wires: readonly Wire[] }) {
  return (
    <div class="header-drawing" role="img" aria-label={t('settings.wiring-drawing')} dir="ltr">
      {HEADER_PINS.map((kind, index) => {
        const pin = index + 1;
        const used = wires.filter((wire) => wire.pin === pin);
        const names = used.map(({ from }) => PIN_LABELS[from].name).join(', ');
        const side = index % 2 === 0 ? 'inner' : 'outer';
        const name = (
          <span class={`header-name ${side}`}>
            <strong>{names}</strong> {names !== '' && names !== pinName(kind) && pinName(kind)}
          </span>
        );
        const dot = <span class={`header-pin ${markOf(kind, used)} ${pin === 1 ? 'first' : ''}`}>{pin}</span>;
        return side === 'inner' ? [name, dot] : [dot, name];
      })}
    </div>
  );
}

function markOf(kind: PinKind, used: readonly Wire[]): string {
  if (used.length === 0) return '';
  if (used.some(({ note }) => note === 'twice')) return 'twice';
  if (used.some(({ note }) => note === 'suggested')) return 'suggested';
  if (kind === 'ground') return 'ground';
  return typeof kind === 'number' ? 'line' : 'power';
}
