import type { PageUrls } from '../../protocol/access.js';

export type LinkKind = 'sign-in' | 'guest' | 'code';

/** A secret behind the `#`, which browsers keep to themselves. */
export function linkTo(url: string, kind: LinkKind, secret: string): string {
  return `${url}#${kind}=${secret}`;
}

/** What others open, where there is a network; else what a browser on this machine opens. */
export function bestUrl({ here, network }: PageUrls): string {
  return network ?? here;
}
