/** A status screen, as what it says. How it looks is the other files' business. */
export type StatusScreen =
  /** The program runs, and there is no picture yet. */
  | { readonly kind: 'starting'; readonly name: string }
  /** Who this is, and where a browser finds it. */
  | { readonly kind: 'welcome'; readonly name: string; readonly address: DeviceAddress }
  /** The code that pairs a phone, six digits, and where to say it. */
  | { readonly kind: 'pairing'; readonly code: string; readonly address: DeviceAddress }
  /** The library is empty: how to send the first clip. */
  | { readonly kind: 'no-clips'; readonly name: string; readonly address: DeviceAddress }
  | { readonly kind: 'disk-full'; readonly freeMb: number }
  /** `place` is where in the file, as `line` or `line:column`. */
  | { readonly kind: 'config-error'; readonly file: string; readonly place?: string; readonly words: string }
  /** Nobody can come in: another program has the port, or else what the log says. */
  | { readonly kind: 'page-closed'; readonly port: number; readonly isTaken: boolean }
  | { readonly kind: 'overheating'; readonly celsius: number }
  | { readonly kind: 'under-voltage' }
  | { readonly kind: 'updating' };

export type StatusScreenKind = StatusScreen['kind'];

/** Where a browser finds this device. */
export type DeviceAddress =
  | {
      readonly kind: 'network';
      /** An IPv4 address, or an IPv6 address in brackets. */
      readonly host: string;
      /** Absent where it is 80, which browsers take by themselves. */
      readonly port?: number;
      /** The same by name, where the network has one, e.g. "framed.local". */
      readonly localName?: string;
    }
  /** It listens on the machine itself only. */
  | { readonly kind: 'loopback' }
  /** There is no network yet. */
  | { readonly kind: 'none' };

/** The languages that the screens speak. */
export type Language = 'en' | 'de';
