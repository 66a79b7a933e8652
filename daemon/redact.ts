const HIDDEN = '[hidden]';

/** Words that come before a secret. */
const NAMED =
  'password|passphrase|passwd|secret|token|cookie|set-cookie|authorization|sign-in|guest|pre-shared-key|psk';

/** How secrets look, and what is left of them. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  // Of a token, cookie or link of ours: 256 bits in base64url (daemon/access/secret.ts), behind a prefix or alone.
  [/framed_[\w-]{8,}/g, `framed_${HIDDEN}`],
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, HIDDEN],
  [/\b(bearer|basic) +[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  // Of the pairing code: six digits, as in #code=123456. Codes of errors are words.
  [/\bcode=\d{6}\b/g, `code=${HIDDEN}`],
  [new RegExp(`\\b(${NAMED})(["']?\\s*[=:]\\s*)("[^"]*"|'[^']*'|[^\\s"',;&}]+)`, 'gi'), `$1$2${HIDDEN}`],
  // RFC 3986 section 3.2.1: what stands before the @ of an address.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, `$1${HIDDEN}@`],
];

const SECRET_KEY = /password|passphrase|secret|token|credential|psk$/i;

/**
 * A text as it may be kept and shown: without what would let somebody in. Whatever is written anywhere goes through this, so that no room has
 * to think of it; it does not know every secret of the world, so no room may rely on it either.
 */
export function redact(text: string): string {
  return SECRETS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}

/** The same for everything in a value: of texts what looks like a secret, of members whatever is under the name of one. */
export function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      SECRET_KEY.test(key) && member != null ? HIDDEN : redactValue(member),
    ]),
  );
}
