import * as z from 'zod';

const Line = z.int().min(0).max(53);
const Mhz = z.number().min(0.1).max(200);
const RectangleUs = z.number().min(0).max(10_000);

const kind = <Kind extends string>(word: Kind) =>
  z
    .literal(word)
    .describe('auto takes the line of the panel, or the backlight that the kernel knows; none leaves the light alone.');
const LightLine = Line.describe('Line that switches or dims the light, as BCM number.');

const Backlight = z.discriminatedUnion('kind', [
  z.strictObject({ kind: kind('auto') }),
  z.strictObject({ kind: kind('none') }),
  z.strictObject({ kind: kind('gpio'), line: LightLine }),
  z.strictObject({
    kind: kind('sysfs'),
    name: z.string().min(1).optional().describe('Its name in /sys/class/backlight; else the only one there.'),
  }),
  z.strictObject({
    kind: kind('pwm'),
    chip: z.int().min(0).describe('N of /sys/class/pwm/pwmchipN.'),
    channel: z.int().min(0).describe('Channel of that chip.'),
  }),
  z.strictObject({ kind: kind('rpio-pwm'), line: LightLine }),
]);

/** The `display` section: how the glass hangs on this machine. What a section leaves out comes from the panel's description. */
export const Display = z.strictObject({
  output: z
    .enum(['auto', 'spi', 'framebuffer', 'virtual'])
    .default('auto')
    .describe(
      'What to show the picture on; auto takes the glass that is there, else the virtual panel in the browser.',
    ),
  brightness: z
    .number()
    .min(0)
    .max(100)
    .default(100)
    .describe('Percent, as people perceive it, until somebody changes it.'),
  spi: z
    .strictObject({
      bus: z
        .enum(['spidev', 'rpio'])
        .default('spidev')
        .describe('spidev needs no rights but the groups spi and gpio; rpio is for the Pi 0 to 4 only, and as root.'),
      device: z
        .string()
        .regex(/^spidev\d+\.\d+$/, 'an SPI device is written like "spidev0.0"')
        .optional()
        .describe('spidevB.C: bus B, chip select C.'),
      dc: Line.optional().describe('Line of data/command, as BCM number.'),
      reset: Line.optional().describe('Line of reset, as BCM number.'),
      mhz: Mhz.optional().describe('Clock of the bus.'),
      rectangle_us: RectangleUs.optional().describe(
        'What one rectangle costs, in microseconds; measured at start where it is not given.',
      ),
    })
    .prefault({}),
  framebuffer: z
    .strictObject({
      device: z
        .string()
        .min(1)
        .optional()
        .describe('fbN, or the name of its driver such as panel-mipi-dbid, which does not change from boot to boot.'),
      fill: z
        .boolean()
        .default(false)
        .describe('Pictures are made as large as the framebuffer, not as the panel; else they stand in its middle.'),
    })
    .prefault({}),
  backlight: Backlight.default({ kind: 'auto' }).describe('What dims the light.'),
  virtual: z
    .strictObject({
      bus_mhz: Mhz.optional().describe('Plays through an emulated chip at this clock, to see what a panel will do.'),
      rectangle_us: RectangleUs.default(100).describe('What one rectangle costs on that bus, in microseconds.'),
    })
    .prefault({}),
});
export type Display = z.infer<typeof Display>;
