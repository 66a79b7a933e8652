import { t } from '../../../texts/texts.js';
import { HEADER_PINS } from './header-pins.js';
import { PIN_LABELS, pinName } from './pin-labels.js';
import type { Wire } from './wires.js';

/** The wires, in words. */
export function WireTable({ wires }: { wires: readonly Wire[] }) {
  return (
    <table class="wires">
      <thead>
        <tr>
          <th scope="col">{t('settings.wiring-panel')}</th>
          <th scope="col">{t('settings.wiring-pin')}</th>
          <th scope="col">{t('settings.wiring-line')}</th>
        </tr>
      </thead>
      <tbody>
        {wires.map((wire) => (
          <WireRow key={wire.from} {...wire} />
        ))}
      </tbody>
    </table>
  );
}

function WireRow({ from, pin, line, note }: Wire) {
  const { name, others } = PIN_LABELS[from];
  const kind = pin === undefined ? line : HEADER_PINS[pin - 1];
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>{' '}
        {others !== undefined && (
          <span class="hint">
            <bdi>{others}</bdi>
          </span>
        )}{' '}
        {note !== undefined && <span class={`wire-note ${note}`}>{t(`settings.wire-${note}`)}</span>}
      </th>
      <td>{pin ?? '–'}</td>
      <td>
        <bdi>{kind === undefined ? '–' : pinName(kind)}</bdi>
      </td>
    </tr>
  );
}
