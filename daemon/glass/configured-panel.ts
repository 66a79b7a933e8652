import type { Panel, Wiring } from '../../display/panel.js';
import { loadPanel, overridePanel, ownPanelFolders } from '../config/panels.js';
import type { Config } from '../config/schema.js';

/** The panel's description, with what the configuration says over it. Throws what loadPanel throws. */
export async function configuredPanel(config: Config, configPath?: string): Promise<Panel> {
  const { name, rotation, mirrored, color_order: colorOrder, inverted, offset } = config.panel;
  const described = await loadPanel(name, rotation, ownPanelFolders(configPath));
  const panel = overridePanel(described, { mirrored, colorOrder, inverted, offset });
  const wiring = configuredWiring(panel.wiring, config);
  return wiring === undefined ? panel : { ...panel, wiring };
}

/** Undefined where neither says on which line data/command is. */
function configuredWiring(described: Wiring | undefined, { display }: Config): Wiring | undefined {
  const { device = described?.device ?? 'spidev0.0', dc = described?.dc, reset = described?.reset } = display.spi;
  const backlight = display.backlight.kind === 'gpio' ? display.backlight.line : described?.backlight;
  if (dc === undefined) return undefined;
  return { device, dc, ...(reset !== undefined && { reset }), ...(backlight !== undefined && { backlight }) };
}
