import t from 'tap';
import { VirtualDisplay } from '../../../display/outputs/virtual.js';
import { frameBytes } from '../../../display/panel.js';
import { SharedScreen } from '../../../display/shared-screen.js';
import { testDisplay } from '../../conformance/display.js';

const geometry = { width: 24, height: 16 };

testDisplay(t, 'virtual', () => {
  const screen = SharedScreen.create(geometry);
  const reader = new SharedScreen(screen.buffer, geometry);
  return {
    display: new VirtualDisplay(screen),
    pixels: () => {
      const pixels = new Uint8Array(frameBytes(geometry));
      reader.read(pixels);
      return pixels;
    },
    lit: () => reader.lit,
  };
});
