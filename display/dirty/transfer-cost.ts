/**
 * What sending a part of the picture costs: the model that dirty rectangles are planned by.
 *
 *     time of one rectangle = rectangleUs + (window bytes + pixels * bytesPerPixel) * 8 / mhz        in microseconds
 *
 * Window bytes: RAMWR 1, and 5 (opcode and 4 parameters) for each of CASET and RASET that is not as it was for the rectangle before;
 * 11 always where `wholeWindow`.
 */
export interface TransferCost {
  /** Bus clock. */
  readonly mhz: number;
  /** System calls, DC toggles and the gaps around them, for each rectangle. */
  readonly rectangleUs: number;
  readonly bytesPerPixel: 2 | 3;
  readonly wholeWindow: boolean;
}
