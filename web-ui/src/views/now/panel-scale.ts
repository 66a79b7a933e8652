/**
 * How large one panel pixel is drawn, in CSS pixels: a whole number of the screen's own pixels, so that all are equally large; where
 * the panel has more pixels than there is room for, whatever fits.
 *
 * @param pixelRatio screen pixels per CSS pixel (devicePixelRatio).
 */
export function panelScale(
  room: { width: number; height: number },
  panel: { width: number; height: number },
  pixelRatio: number,
): number {
  const fitting = Math.min(room.width / panel.width, room.height / panel.height);
  const whole = Math.floor(fitting * pixelRatio);
  return whole >= 1 ? whole / pixelRatio : Math.max(0, fitting);
}
