/** The forms beside a file in which its build has compressed it, the smallest first. */
const CODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;
export type ContentCoding = (typeof CODINGS)[number];

/**
 * The codings that a client takes, the smallest first; by its Accept-Encoding (RFC 9110 section 12.5.3). Browsers take br over HTTPS only.
 * Weights only tell yes from no here: the client's cost is the same for both.
 */
export function acceptedCodings(header: string): ContentCoding[] {
  const weights = new Map(
    header.split(',').map((part) => {
      const [name = '', weight = ''] = part.split(';').map((word) => word.trim().toLowerCase());
      return [name, weight.startsWith('q=') ? Number(weight.slice(2)) : 1] as const;
    }),
  );
  return CODINGS.filter(({ name }) => (weights.get(name) ?? weights.get('*') ?? 0) > 0);
}
