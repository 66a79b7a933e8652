import type { Geometry } from '../display.js';
import { describeFramebuffer } from '../framebuffer/framebuffer-facts.js';
import { type Panel, visibleGeometry } from '../panel.js';
import { joinGroup, type Missing, type Route } from './finding.js';
import type { DetectedFramebuffer, MachineFacts } from './machine-facts.js';

/**
 * The way over a framebuffer.
 *
 * @param panel what the picture is made for. It fits as the description has it, and is turned on its way; or as people see it, where the
 *   driver turns it.
 * @param device what the configuration names: any framebuffer. Absent: one of a small panel; a screen on HDMI is never taken unasked.
 */
export function framebufferRoute(facts: MachineFacts, panel: Panel, device?: string): Route {
  const candidates = facts.framebuffers.filter((one) =>
    device === undefined ? one.kind !== 'other' : isNamed(one, device),
  );
  const best = candidates.find((one) => obstacles(one, facts, panel).length === 0);
  if (best !== undefined) return { output: 'framebuffer', device: stableName(best, facts), missing: [] };
  const [first] = candidates;
  const missing = first === undefined ? [nothingThere(facts, device)] : obstacles(first, facts, panel);
  return { output: 'framebuffer', missing };
}

/** The framebuffer that a route leads to. */
export function framebufferOf(facts: MachineFacts, device: string): DetectedFramebuffer | undefined {
  return facts.framebuffers.find((one) => isNamed(one, device));
}

function isNamed({ number, name }: DetectedFramebuffer, device: string): boolean {
  return [String(number), `fb${number}`, `/dev/fb${number}`, name].includes(device);
}

/** Whether a picture has room on a framebuffer. */
export function fits(picture: Geometry, framebuffer: Geometry): boolean {
  return picture.width <= framebuffer.width && picture.height <= framebuffer.height;
}

/** The driver's name where it is one framebuffer's only: numbers change with the order in which drivers load. */
function stableName({ name, number }: DetectedFramebuffer, { framebuffers }: MachineFacts): string {
  return framebuffers.filter((one) => one.name === name).length === 1 ? name : `fb${number}`;
}

function nothingThere({ framebuffers, bootConfig }: MachineFacts, device: string | undefined): Missing {
  const seen = framebuffers.map(describeFramebuffer).join(', ') || 'none';
  if (device !== undefined) {
    return {
      what: `There is no framebuffer "${device}"; there are: ${seen}.`,
      remedy: 'take one of them, in the configuration: display.framebuffer.device',
    };
  }
  const [overlay] = bootConfig?.spiPanels ?? [];
  if (overlay !== undefined) {
    return {
      what: `${bootConfig?.path} says ${overlay}, but its driver has made no framebuffer (there are: ${seen}).`,
      remedy: 'see what it says (often a file that is missing in /lib/firmware): dmesg | grep -iE "mipi|fbtft|spi"',
    };
  }
  return {
    what: `The kernel drives no small panel here (framebuffers: ${seen}).`,
    remedy: "write its driver's firmware and be told the lines for config.txt: framed firmware PANEL OUT.bin",
  };
}

function obstacles(framebuffer: DetectedFramebuffer, { user }: MachineFacts, panel: Panel): Missing[] {
  const { geometry, bitsPerPixel, writable, group, number } = framebuffer;
  const missing: Missing[] = [];
  const described = describeFramebuffer(framebuffer);
  const picture = visibleGeometry(panel);
  if (!fits(panel, geometry) && !fits(picture, geometry)) {
    const isTurned = geometry.width >= picture.height && geometry.height >= picture.width;
    missing.push({
      what: `${described} is too small for a picture of ${picture.width}x${picture.height}.`,
      remedy: isTurned
        ? 'turn the picture by a quarter, in the configuration: panel.rotation'
        : 'choose the panel that is there: framed run --panel NAME',
    });
  }
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) {
    missing.push({
      what: `${described} has pixels of ${bitsPerPixel} bits; 16 and 32 can be written.`,
      remedy: `set it to 16: fbset -fb /dev/fb${number} -depth 16`,
    });
  }
  if (!writable) {
    missing.push({
      what: `${described} may not be written by ${user.name}.`,
      remedy: joinGroup(user.name, group ?? 'video'),
    });
  }
  return missing;
}
