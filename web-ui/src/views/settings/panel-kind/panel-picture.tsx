import type { PanelKind } from '../../../../../daemon/protocol/config.js';
import './panel-kind.css';

/** A panel as its description has it: its shape, and as large as its pixels are many, so that two of them can be compared. */
export function PanelPicture({ width, height, shape }: Pick<PanelKind, 'width' | 'height' | 'shape'>) {
  return (
    <span
      class={`panel-picture ${shape}`}
      style={{ '--panel-columns': width, '--panel-rows': height }}
      aria-hidden="true"
    />
  );
}
