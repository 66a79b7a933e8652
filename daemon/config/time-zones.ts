import { nearestKey } from './nearest-key.js';

/** The zone that somebody may have meant: of a city by that name ("berlin", "Germany/Berlin"), else one that is written nearly so. */
export function nearestTimeZone(typed: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const nearestIn = (words: readonly string[], word: string) => {
    const nearest = nearestKey(word, words);
    return nearest === undefined ? undefined : zones[words.indexOf(nearest)];
  };
  return nearestIn(zones.map(cityOf), cityOf(typed)) ?? nearestIn(zones, typed);
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}
