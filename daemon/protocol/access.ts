import * as z from 'zod/mini';

/**
 * What somebody may do. `view` sees the library, the state and the picture; `control` sees that and changes it; `upload` sees that and sends
 * clips; `admin` may do everything: settings, devices, whatever there will be.
 */
export const Scope = z.enum(['view', 'control', 'upload', 'admin']);
export type Scope = z.infer<typeof Scope>;

/** As a person calls a device, a token or a link. */
export const AccessName = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

/** Of a device, a token or a guest link. Tells nothing of its secret. */
export const GrantId = z.string().check(z.regex(/^[0-9a-f]{16}$/, 'an id is 16 of 0-9 and a-f'));

/** How a request came to its rights; `open`: nobody needs any here, `machine`: by the socket for the machine's own users. */
export const Way = z.enum(['device', 'token', 'guest', 'machine', 'open']);
export type Way = z.infer<typeof Way>;

/** GET /api/access: who am I here, and how could I get in. Answered to everybody. */
export const AccessView = z.object({
  signedIn: z.boolean(),
  /** Absent where nobody is signed in; so are `way`, and the two after it. */
  scope: z.optional(Scope),
  way: z.optional(Way),
  /** The paired device that asks. */
  device: z.optional(z.object({ id: GrantId, name: z.string() })),
  /** Of a guest's link, or a token. */
  expiresAtMs: z.optional(z.number()),
  /** True once a device is paired. */
  paired: z.boolean(),
  /** `code`: a code is shown, and may be typed in. */
  pairing: z.enum(['code', 'closed']),
  /** The same page over HTTPS, where it is served. */
  secure: z.object({ url: z.optional(z.string()) }),
});
export type AccessView = z.infer<typeof AccessView>;

/** Body of POST /api/access/pair: what is on the glass, and what the device is to be called. */
export const PairBody = z.object({
  /** Six digits; blanks between them do not count. */
  code: z.string().check(z.maxLength(20)),
  name: AccessName,
});
export type PairBody = z.infer<typeof PairBody>;

/** Body of POST /api/access/sign-in: the secret of a one-time link or a guest's link. */
export const SignInBody = z.object({
  secret: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Of the device that a one-time link signs in; without it: called after its browser. */
  name: z.optional(AccessName),
});
export type SignInBody = z.infer<typeof SignInBody>;

/** Addresses of the page, with a slash at their ends. */
export const PageUrls = z.object({
  /** In a browser on the daemon's own machine. */
  here: z.string(),
  /** In the network; absent where it does not listen there, or there is none. */
  network: z.optional(z.string()),
});
export type PageUrls = z.infer<typeof PageUrls>;

/** A code for the next device: the answer to POST /api/access/pairing. The code stands on the glass, too. */
export const Pairing = z.object({ code: z.string(), expiresInMs: z.number(), urls: PageUrls });
export type Pairing = z.infer<typeof Pairing>;

/** A one-time link: the answer to POST /api/access/sign-in-link. It goes behind the page's address, as `#sign-in=SECRET`. */
export const SignInLink = z.object({ secret: z.string(), expiresInMs: z.number(), urls: PageUrls });
export type SignInLink = z.infer<typeof SignInLink>;

const grant = {
  id: GrantId,
  name: z.string(),
  scope: Scope,
  /** On the daemon's clock, as all times here. */
  createdAtMs: z.number(),
  /** Absent: never used. Exact to the minute. */
  lastSeenAtMs: z.optional(z.number()),
};

/** A browser that was paired, or signed in by a one-time link. */
export const Device = z.object({
  ...grant,
  /** Unless it comes again before. */
  expiresAtMs: z.number(),
  /** True for the one that asks. */
  isCurrent: z.boolean(),
});
export type Device = z.infer<typeof Device>;
export const DeviceList = z.object({ devices: z.array(Device) });

/** Body of PATCH /api/devices/:id. */
export const DeviceChange = z.object({ name: AccessName });
export type DeviceChange = z.infer<typeof DeviceChange>;

/** What a program signs in with. */
export const Token = z.object({ ...grant, expiresAtMs: z.optional(z.number()) });
export type Token = z.infer<typeof Token>;
export const TokenList = z.object({ tokens: z.array(Token) });

/** Body of POST /api/tokens. */
export const TokenBody = z.object({
  name: AccessName,
  scope: Scope,
  /** Without it: until it is revoked. */
  expiresInDays: z.optional(z.int().check(z.gte(1), z.lte(3650))),
});
export type TokenBody = z.infer<typeof TokenBody>;

/** The only answer that has the secret: `Authorization: Bearer SECRET`. */
export const NewToken = z.object({ token: Token, secret: z.string() });
export type NewToken = z.infer<typeof NewToken>;

/** A link for visitors: it may be opened by several, until it expires. */
export const GuestLink = z.object({ ...grant, scope: z.enum(['view', 'upload']), expiresAtMs: z.number() });
export type GuestLink = z.infer<typeof GuestLink>;
export const GuestLinkList = z.object({ guestLinks: z.array(GuestLink) });

/** Body of POST /api/guest-links. */
export const GuestLinkBody = z.object({
  name: AccessName,
  scope: z.enum(['view', 'upload']),
  /** A month at most. */
  expiresInHours: z.int().check(z.gte(1), z.lte(744)),
});
export type GuestLinkBody = z.infer<typeof GuestLinkBody>;

/** The only answer that has the secret. It goes behind the page's address, as `#guest=SECRET`. */
export const NewGuestLink = z.object({ guestLink: GuestLink, secret: z.string(), urls: PageUrls });
export type NewGuestLink = z.infer<typeof NewGuestLink>;
