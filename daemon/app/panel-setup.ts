import type { Controller } from '../../display/controllers/controller.js';
import { offsetSteps } from '../../display/offset-steps.js';
import type { Panel } from '../../display/panel.js';
import type { PanelSetup } from '../protocol/test-pattern.js';

/** How a panel is set up, as far as its picture shows it; what neither configuration nor description says, the controller does. */
export function panelSetup(panel: Panel, controller: Controller): PanelSetup {
  const { toRight, toDown, limit } = offsetSteps(panel, controller);
  return {
    rotation: panel.rotation,
    mirrored: panel.mirrored ?? false,
    colorOrder: panel.colorOrder ?? controller.colorOrder,
    inverted: panel.inverted ?? controller.inverted,
    offset: panel.offset ?? { x: 0, y: 0 },
    offsetLimit: limit,
    toRight,
    toDown,
  };
}
