import { chooseOutput } from '../../display/detect/choose-output.js';
import { detectMachine } from '../../display/detect/machine-facts.js';
import type { DisplayConfig } from '../../display/display-config.js';
import { type Panel, visibleGeometry } from '../../display/panel.js';
import type { Config } from '../config/schema.js';
import { chooseBacklight } from './choose-backlight.js';
import { configuredPanel } from './configured-panel.js';

export interface ChosenGlass {
  readonly panel: Panel;
  readonly display: DisplayConfig;
  /** Why it is the virtual panel where other glass was wanted: one sentence each, with its remedy. */
  readonly missing: readonly string[];
}

export interface ChooseGlassOptions {
  readonly config: Config;
  /** Where the configuration was read; panels of one's own lie beside it. */
  readonly configPath?: string | undefined;
  /** Folder that stands for "/". Default: "/". */
  readonly systemRoot?: string | undefined;
}

/**
 * From the configuration and what is on this machine to the glass that is to be opened. There always is one: the virtual panel at least.
 *
 * @throws FramedError 'panel-unknown', 'panel-invalid'
 */
export async function chooseGlass({ config, configPath, systemRoot }: ChooseGlassOptions): Promise<ChosenGlass> {
  const panel = await configuredPanel(config, configPath);
  const facts = detectMachine(systemRoot === undefined ? {} : { systemRoot });
  const { spi, framebuffer } = config.display;
  const wishes = { framebuffer: framebuffer.device, bus: spi.bus };
  const { output, device, missing } = chooseOutput(facts, panel, config.display.output, wishes);
  const base = { geometry: visibleGeometry(panel), ...(systemRoot !== undefined && { systemRoot }) };
  if (output === 'virtual' || device === undefined) {
    return { panel, display: { ...base, output: 'virtual', ...emulation(config, panel) }, missing };
  }
  const backlight = chooseBacklight(config.display.backlight, { output, panel, facts });
  if (output === 'framebuffer') return { panel, display: { ...base, output, device, backlight }, missing };
  return { panel, display: { ...base, ...spiDisplay(config, panel, device), backlight }, missing };
}

function emulation({ display }: Config, panel: Panel) {
  const { bus_mhz: busMhz, rectangle_us: rectangleUs } = display.virtual;
  return busMhz === undefined ? {} : { emulate: { panel, busMhz, rectangleUs } };
}

function spiDisplay({ display }: Config, panel: Panel, device: string) {
  const { wiring } = panel;
  // spiRoute is open only for a panel whose lines are known.
  if (wiring === undefined) throw new Error(`${panel.name} has no wiring`);
  const { bus, mhz, rectangle_us: rectangleUs } = display.spi;
  return {
    output: 'spi',
    panel,
    bus,
    wiring: { ...wiring, device },
    ...(mhz !== undefined && { mhz }),
    ...(rectangleUs !== undefined && { rectangleUs }),
  } as const;
}
