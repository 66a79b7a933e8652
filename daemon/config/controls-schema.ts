import * as z from 'zod';

const Line = z.int().min(0).max(27).describe('BCM number of the line; 0 to 27 are on the header.');
const Pull = z
  .enum(['up', 'down', 'none'])
  .default('up')
  .describe(
    'The resistor in the chip: up for a switch to ground, down for one to 3.3 V, none where the board has one.',
  );

/** What a press does. */
export const ControlAction = z
  .string()
  .regex(
    /^(next|previous|pause|on-off|shuffle|brightness [+-]?\d{1,3}|playlist \S.{0,59})$/,
    'is next, previous, pause, on-off, shuffle, "brightness 40", "brightness +10", "brightness -10" or "playlist NAME"',
  );

const Button = {
  line: Line,
  press: ControlAction.describe(
    'At a press: next, previous, pause, on-off, shuffle, brightness 40, +10 or -10, playlist NAME.',
  ),
  hold: ControlAction.optional().describe('When it is held for 0.6 s instead. Then a press counts when it is let go.'),
  pull: Pull,
};

/** Buttons and rotary encoders on the GPIO header. */
export const ControlsKeys = z.strictObject({
  buttons: z.array(z.strictObject(Button)).max(16).default([]).describe('Switches between a line and ground.'),
  encoders: z
    .array(
      z.strictObject({
        a: Line,
        b: Line,
        turn: z.enum(['brightness', 'clips']).default('brightness').describe('What turning changes.'),
        reversed: z.boolean().default(false).describe('Turned to the right it should do what it does to the left.'),
        steps: z.literal([1, 2, 4]).default(4).describe('Changes of its lines from one click to the next.'),
        pull: Pull,
      }),
    )
    .max(4)
    .default([])
    .describe('Rotary encoders; their push is a button.'),
  debounce_ms: z
    .number()
    .min(0)
    .max(200)
    .default(10)
    .describe('A button whose level lasts for less was not pressed: contacts bounce.'),
});
export type ControlsConfig = z.infer<typeof ControlsKeys>;
