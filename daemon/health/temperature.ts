import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A Pi 4 begins to slow down at 80 °C (soft limit; the Pi 3B+ at 60, by its own choice); below 75 it has really cooled down. */
export const HOT_CELSIUS = 80;
export const COOL_CELSIUS = 75;

/** Whether it is hot, with a band in which it stays what it was: a processor at its limit goes to and fro about it every second. */
export function isHot(celsius: number | undefined, wasHot: boolean): boolean {
  if (celsius === undefined) return false;
  return wasHot ? celsius >= COOL_CELSIUS : celsius >= HOT_CELSIUS;
}

/** The processor's zone by what kernels call it: cpu-thermal (Pi), soc-thermal, x86_pkg_temp. */
const PROCESSOR = /cpu|soc|pkg/;

/**
 * The processor's temperature in °C; undefined where nothing measures it.
 *
 * @param systemRoot stands for "/". Read from sys/class/thermal/thermal_zoneN/{type,temp}, in thousandths (Linux, Documentation/driver-api/thermal/sysfs-api.rst).
 */
export async function readCelsius(systemRoot: string): Promise<number | undefined> {
  const folder = join(systemRoot, 'sys', 'class', 'thermal');
  const names = await readdir(folder).catch(() => []);
  const zones = await Promise.all(
    names.filter((name) => /^thermal_zone\d+$/.test(name)).map((name) => readZone(join(folder, name))),
  );
  const measured = zones.flatMap((zone) => zone ?? []);
  const processors = measured.filter(({ type }) => PROCESSOR.test(type));
  const [hottest] = (processors.length > 0 ? processors : measured).sort((a, b) => b.celsius - a.celsius);
  return hottest?.celsius;
}

async function readZone(folder: string): Promise<{ type: string; celsius: number } | undefined> {
  try {
    const [type, temp] = await Promise.all(['type', 'temp'].map((name) => readFile(join(folder, name), 'utf8')));
    const celsius = Number(temp) / 1000;
    return Number.isFinite(celsius) && temp?.trim() !== '' ? { type: type ?? '', celsius } : undefined;
  } catch {
    // A zone may be there and not be readable (EAGAIN, EINVAL while its sensor sleeps).
    return undefined;
  }
}
