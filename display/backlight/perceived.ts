/**
 * The light that people perceive as `percent` of all there is: a person sees half of a light's power as three quarters of its brightness.
 *
 * The inverse of CIE 1931 lightness (CIE 15:2004, 8.2.1): Y = ((L* + 16) / 116)^3, and a straight line near black.
 *
 * @param percent 0 to 100; 0 is the least light, not dark. What is beyond counts as the nearest.
 * @returns LEAST_LIGHT to 1, linear in power.
 */
export function perceivedLight(percent: number): number {
  const lightness = Math.min(100, Math.max(0, percent));
  const light = lightness <= 8 ? lightness / LINEAR_SLOPE : ((lightness + 16) / 116) ** 3;
  return Math.max(LEAST_LIGHT, light);
}

/** One step of a backlight with 8 bits, the coarsest dimmer in use: what people perceive as 3.5 percent. */
export const LEAST_LIGHT = 1 / 255;

/** (29 / 3)^3, where the line meets the curve at L* = 8. */
const LINEAR_SLOPE = (29 / 3) ** 3;

/** How bright people find `light` (0 to 1, linear in power), in percent: CIE 1931 lightness, the other way round. */
export function perceivedPercent(light: number): number {
  const power = Math.min(1, Math.max(0, light));
  return power <= 8 / LINEAR_SLOPE ? power * LINEAR_SLOPE : 116 * Math.cbrt(power) - 16;
}
