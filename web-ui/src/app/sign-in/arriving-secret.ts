/** What a link brought along behind its # : a code from the glass, or the secret of a link that signs in. */
export type ArrivingSecret =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'sign-in' | 'guest'; readonly secret: string };

/** Reads the fragment of an address: '#code=123456', '#sign-in=…', '#guest=…'. Undefined where it is an ordinary address. */
export function readArrivingSecret(hash: string): ArrivingSecret | undefined {
  const match = /^#(code|sign-in|guest)=(.+)$/.exec(hash);
  if (match === null) return undefined;
  const [, kind, value = ''] = match;
  if (kind === 'code') return { kind, code: digitsOf(value) };
  return { kind: kind === 'guest' ? 'guest' : 'sign-in', secret: value };
}

/** The first six digits of whatever was typed, pasted or scanned. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, CODE_DIGITS);
}

export const CODE_DIGITS = 6;
