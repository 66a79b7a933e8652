import type { Controller } from '../../display/controllers/controller.js';
import type { Panel } from '../../display/panel.js';

/** A panel of its own with nothing special about it, but what is given: by default all of the controller's memory, upright. */
export function panelOf(controller: Controller, own: Partial<Panel> = {}): Panel {
  const { width, height } = controller.gram;
  return {
    name: 'test-panel',
    title: 'A panel of a test',
    controller: controller.name,
    width,
    height,
    shape: 'rectangle',
    rotation: 0,
    ...own,
  };
}
