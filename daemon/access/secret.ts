import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: none is ever guessed, so one plain hash is enough to keep it by. */
const SECRET_BYTES = 32;

/** What tokens begin with, so that whoever finds one in a file sees whose it is. */
export const TOKEN_PREFIX = 'framed_';

/** A new secret, in letters that go into a header, a cookie and a fragment as they are. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

/** SHA-256 in hex: what is kept of a secret. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
