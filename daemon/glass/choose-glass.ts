import { chooseOutput } from '../../display/detect/choose-output.js';
import { fits, framebufferOf } from '../../display/detect/framebuffer-route.js';
import { detectMachine, type MachineFacts } from '../../display/detect/machine-facts.js';
import type { Geometry } from '../../display/display.js';
import type { DisplayConfig } from '../../display/display-config.js';
import { type Panel, type Rotation, visibleGeometry } from '../../display/panel.js';
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
  const described = await configuredPanel(config, configPath);
  const facts = detectMachine(systemRoot === undefined ? {} : { systemRoot });
  const { spi, framebuffer } = config.display;
  const panel = framebuffer.fill ? filling(described, facts, framebuffer.device) : described;
  const wishes = { framebuffer: framebuffer.device, bus: spi.bus };
  const { output, device, missing } = chooseOutput(facts, panel, config.display.output, wishes);
  const base = { geometry: visibleGeometry(panel), ...(systemRoot !== undefined && { systemRoot }) };
  if (output === 'virtual' || device === undefined) {
    return { panel, display: { ...base, output: 'virtual', ...emulation(config, panel) }, missing };
  }
  const backlight = chooseBacklight(config.display.backlight, { output, panel, facts });
  if (output === 'spi')
    return { panel, display: { ...base, ...spiDisplay(config, panel, device), backlight }, missing };
  const rotation = rotationFor(panel, framebufferOf(facts, device)?.geometry);
  return { panel, display: { ...base, output, device, rotation, backlight }, missing };
}

/** The panel, as large as the framebuffer that it names or that is a small panel's. */
function filling(panel: Panel, facts: MachineFacts, device: string | undefined): Panel {
  const framebuffer =
    device === undefined ? facts.framebuffers.find(({ kind }) => kind !== 'other') : framebufferOf(facts, device);
  return framebuffer === undefined ? panel : { ...panel, ...framebuffer.geometry };
}

/** A framebuffer that has room for the picture only as people see it is turned by its driver already. */
function rotationFor(panel: Panel, framebuffer: Geometry | undefined): Rotation {
  return framebuffer !== undefined && fits(panel, framebuffer) ? panel.rotation : 0;
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
