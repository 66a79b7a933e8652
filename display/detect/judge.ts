import { socOf } from '../bus/pi-model.js';
import { consoleElsewhere } from '../framebuffer/console.js';
import { describeFramebuffer } from '../framebuffer/framebuffer-facts.js';
import { type Panel, visibleGeometry } from '../panel.js';
import { type OutputWishes, routesFor, type WantedOutput } from './choose-output.js';
import { addKernelParameter, type Finding, isOpen, type Route, USUAL_CONFIG_PATH } from './finding.js';
import { framebufferOf } from './framebuffer-route.js';
import { judgeSpeed } from './judge-speed.js';
import type { MachineFacts } from './machine-facts.js';

/**
 * What a person should know about this machine, most important first.
 *
 * @param panel with the wiring that the configuration gives it, where it gives any.
 * @param wanted `display.output`.
 * @returns a problem among the findings: no glass can be had as things are.
 */
export function judgeMachine(
  facts: MachineFacts,
  panel: Panel,
  wanted: WantedOutput = 'auto',
  wishes: OutputWishes = {},
): Finding[] {
  const findings = [...judgeIdentity(facts)];
  if (wanted === 'virtual') {
    return [...findings, { level: 'ok', what: 'The virtual panel is asked for, which needs nothing.' }];
  }
  const routes = routesFor(wanted, facts, panel, wishes);
  const taken = routes.find(isOpen);
  findings.push(...routes.flatMap((route) => judgeRoute(route, taken)));
  if (taken?.output === 'spi') findings.push(...judgeSpeed(facts, visibleGeometry(panel), wishes.speed));
  if (taken?.output === 'framebuffer') findings.push(...judgeConsole(facts, taken.device));
  return [...findings, ...judgeBacklights(facts)];
}

function judgeIdentity({ model, kernel, user }: MachineFacts): Finding[] {
  const machine = model ?? 'no Raspberry Pi that is known';
  const groups = user.groups.join(', ');
  const findings: Finding[] = [
    { level: 'ok', what: `This is ${machine}, Linux ${kernel ?? 'unknown'}, user ${user.name} (groups ${groups}).` },
  ];
  if (user.uid === 0) {
    findings.push({
      level: 'note',
      what: 'Root may do everything, so what another user lacks does not show.',
      remedy:
        'ask as the user that plays, which is framed where it is installed as a service: sudo -u framed framed doctor',
    });
  }
  if (socOf(model) === 'bcm2712') {
    findings.push({ level: 'note', what: 'A Raspberry Pi 5 has no rpio; spidev and framebuffers work.' });
  }
  return findings;
}

/** The way that is taken is good news; what another one lacks is worth a note only; where none is free, it is the problem. */
function judgeRoute(route: Route, taken: Route | undefined): Finding[] {
  if (route === taken) {
    const name = route.output === 'spi' ? 'the SPI pins' : 'the framebuffer';
    return [{ level: 'ok', what: `The picture goes over ${name} (${route.device}).` }];
  }
  if (taken !== undefined) return [];
  return route.missing.map((missing) => ({ level: 'problem', ...missing }));
}

function judgeConsole(facts: MachineFacts, device: string): Finding[] {
  const framebuffer = framebufferOf(facts, device);
  if (framebuffer === undefined) return [];
  const findings: Finding[] = [{ level: 'ok', what: `It is ${describeFramebuffer(framebuffer)}.` }];
  if (framebuffer.hasConsole && facts.user.uid !== 0) {
    findings.push({
      level: 'note',
      what: "The kernel's text console is on it too, and only root may take it away: text and a cursor show in the picture.",
      remedy: addKernelParameter(facts.bootConfig?.path ?? USUAL_CONFIG_PATH, consoleElsewhere(framebuffer.number)),
    });
  }
  if (framebuffer.kind === 'fbtft') {
    const { width, height } = framebuffer.geometry;
    findings.push({
      level: 'note',
      what: `fbtft sends the whole ${width}x${height} whatever changes, and is no longer developed.`,
      remedy: 'take the current driver instead, whose firmware and lines this writes: framed firmware PANEL OUT.bin',
    });
  }
  return findings;
}

function judgeBacklights({ backlights }: MachineFacts): Finding[] {
  return backlights
    .filter(({ writable }) => !writable)
    .map(({ name }) => ({
      level: 'note',
      what: `The backlight ${name} is there, but this user may not dim it.`,
      remedy: `put this into /etc/udev/rules.d/99-backlight.rules and restart the machine: ${BACKLIGHT_RULE}`,
    }));
}

const BACKLIGHT_RULE =
  'SUBSYSTEM=="backlight", ACTION=="add", RUN+="/bin/chgrp video %S%p/brightness", RUN+="/bin/chmod g+w %S%p/brightness"';
