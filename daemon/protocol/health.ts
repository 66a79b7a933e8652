import * as z from 'zod/mini';

/** An address under which this machine is reached. */
export const NetworkAddress = z.object({
  /** As it is written: "192.168.1.20", "2001:db8::7". */
  address: z.string(),
  family: z.enum(['ipv4', 'ipv6']),
  /** Of the interface, e.g. "wlan0". */
  interface: z.string(),
});
export type NetworkAddress = z.infer<typeof NetworkAddress>;

/** What the Raspberry Pi's firmware says of its power, now and since it was started. */
export const PowerState = z.object({
  underVoltage: z.boolean(),
  wasUnderVoltage: z.boolean(),
  /** The processor is slowed down, for heat or for power. */
  throttled: z.boolean(),
  wasThrottled: z.boolean(),
});
export type PowerState = z.infer<typeof PowerState>;

/** How the machine is. */
export const HealthState = z.object({
  /** The name that the network has for it, e.g. "framed.local"; absent where nothing here answers to one. */
  localName: z.optional(z.string()),
  /** The best first; without those of the machine to itself. */
  addresses: z.array(NetworkAddress),
  /** Of the processor, in whole degrees; absent where nothing measures it. */
  celsius: z.optional(z.int()),
  /** True from 80 °C on, until it is below 75. */
  isHot: z.boolean(),
  /** Absent where nothing tells. */
  power: z.optional(PowerState),
  /** Another version of framed is being installed. */
  updating: z.boolean(),
});
export type HealthState = z.infer<typeof HealthState>;
