import type { Geometry, Rectangle } from '../display.js';

/** Rectangles in preallocated memory, by index; for work that is done for every frame and leaves no garbage. */
export class RectangleList {
  count = 0;
  readonly capacity: number;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly endX: Int32Array;
  readonly endY: Int32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.x = new Int32Array(capacity);
    this.y = new Int32Array(capacity);
    this.endX = new Int32Array(capacity);
    this.endY = new Int32Array(capacity);
  }

  /** Only while the list is not full. */
  push(x: number, y: number, endX: number, endY: number): void {
    this.set(this.count++, x, y, endX, endY);
  }

  set(index: number, x: number, y: number, endX: number, endY: number): void {
    this.x[index] = x;
    this.y[index] = y;
    this.endX[index] = endX;
    this.endY[index] = endY;
  }

  /** Removes the rectangle at `index`; the last one takes its place. */
  remove(index: number): void {
    this.count--;
    this.set(
      index,
      this.x[this.count] ?? 0,
      this.y[this.count] ?? 0,
      this.endX[this.count] ?? 0,
      this.endY[this.count] ?? 0,
    );
  }

  /** In pixels. */
  area(index: number): number {
    return ((this.endX[index] ?? 0) - (this.x[index] ?? 0)) * ((this.endY[index] ?? 0) - (this.y[index] ?? 0));
  }
}

/** The rectangle that is the whole picture. */
export function wholePicture({ width, height }: Geometry): Rectangle {
  return { x: 0, y: 0, endX: width, endY: height };
}
