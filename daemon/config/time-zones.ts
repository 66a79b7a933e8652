/** The zone that somebody may have meant: of a city by that name, where there is one ("berlin", "Germany/Berlin"). */
export function nearestTimeZone(typed: string): string | undefined {
  const city = cityOf(typed);
  return Intl.supportedValuesOf('timeZone').find((zone) => cityOf(zone) === city);
}

function cityOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_');
}
