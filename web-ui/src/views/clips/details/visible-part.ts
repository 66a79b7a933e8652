/** Shares of a picture's width and height, 0 to 1. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What of a picture is seen on a panel that it fills (fit: cover), with the focus in the middle where the edges let it. As the converter cuts.
 *
 * @param aspect the picture's width by its height, as people see it before `rotation`
 */
export function visiblePart(
  aspect: number,
  panelAspect: number,
  {
    focus = { x: 0.5, y: 0.5 },
    rotation = 0,
  }: { focus?: { x: number; y: number } | undefined; rotation?: number | undefined },
): Part {
  const wanted = rotation % 180 === 0 ? panelAspect : 1 / panelAspect;
  const width = Math.min(1, wanted / aspect);
  const height = Math.min(1, aspect / wanted);
  const place = (share: number, size: number) => Math.max(0, Math.min(1 - size, share - size / 2));
  return { x: place(focus.x, width), y: place(focus.y, height), width, height };
}
