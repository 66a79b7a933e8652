import t from 'tap';
import { BUILT_IN_CONTROLLERS } from '../../../display/controllers/built-in.js';
import { testDisplay } from '../../conformance/display.js';
import { EmulatedGlass } from '../emulated-glass.js';
import { panelOf } from '../panel-of.js';

for (const controller of BUILT_IN_CONTROLLERS.values()) {
  testDisplay(t, `SPI panel, ${controller.name}`, () => {
    const wordBits = controller.pixelFormats[8] ? 8 : 16;
    const glass = new EmulatedGlass(panelOf(controller, { wordBits }), controller, {
      cost: { mhz: 40, rectangleUs: 100 },
    });
    glass.display.open();
    return { display: glass.display, pixels: () => glass.pixels(), lit: () => glass.lit() };
  });
}
