import type { PanelKind } from '../../../../../daemon/protocol/config.js';
import { ForwardIcon } from '../../../parts/icons.js';
import { showOverlay } from '../../../parts/overlays.js';
import { Sheet } from '../../../parts/sheet.js';
import { t } from '../../../texts/texts.js';
import type { ControlProps } from '../key-control.js';
import { writtenAs } from '../key-values.js';
import { PanelPicture } from './panel-picture.js';

export interface PanelKindControlProps extends ControlProps {
  kinds: readonly PanelKind[];
}

/** Which panel it is, with its picture; opens all that there are. */
export function PanelKindControl({ control, value, isDisabled, onTyped, kinds }: PanelKindControlProps) {
  const name = writtenAs(value);
  const kind = kinds.find((one) => one.name === name);
  const choose = () =>
    showOverlay((close) => <PanelKindSheet {...{ kinds, name, onChoose: onTyped, onClose: close }} />);
  return (
    <button
      type="button"
      id={control.id}
      class="panel-kind-button"
      aria-describedby={control['aria-describedby']}
      aria-haspopup="dialog"
      aria-labelledby={`${control.id}-label ${control.id}-words`}
      disabled={isDisabled}
      onClick={choose}
    >
      {kind !== undefined && <PanelPicture {...kind} />}
      <PanelWords id={`${control.id}-words`} name={name} kind={kind} />
      <ForwardIcon />
    </button>
  );
}

interface PanelKindSheetProps {
  kinds: readonly PanelKind[];
  /** Of the one that is chosen. */
  name: string;
  onChoose(name: string): void;
  onClose(): void;
}

function PanelKindSheet({ kinds, name, onChoose, onClose }: PanelKindSheetProps) {
  return (
    <Sheet title={t('settings.panel-kinds')} onClose={onClose}>
      <p class="hint">{t('settings.panel-kinds-how')}</p>
      <ul class="panel-kind-list">
        {kinds.map((kind) => (
          <li key={kind.name}>
            <button
              type="button"
              class="panel-kind-choice"
              aria-current={kind.name === name}
              onClick={() => {
                onChoose(kind.name);
                onClose();
              }}
            >
              <span class="panel-kind-stage">
                <PanelPicture {...kind} />
              </span>
              <PanelWords name={kind.name} kind={kind} />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function PanelWords({ id, name, kind }: { id?: string; name: string; kind: PanelKind | undefined }) {
  return (
    <span {...(id && { id })} class="panel-kind-words">
      <span class="panel-kind-title" dir="auto">
        {kind?.title ?? name}
      </span>
      {kind !== undefined && <span class="hint">{t(`settings.panel-${kind.shape}`, { size: sizeOf(kind) })}</span>}
    </span>
  );
}

/** Between isolates (U+2066, U+2069): without them width and height would change places where people read from right to left. */
function sizeOf({ width, height }: PanelKind): string {
  return `\u2066${width} × ${height}\u2069`;
}
