/** What decoders say of broken files, by its beginning or a telling part, and what that means to people. First match wins. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^moov atom not found|^error reading header/i, 'it was cut off, or its index is damaged'],
  [/\b(STSC|STCO|STSZ|STTS|stco|stsc)\b|unspecified sample/i, 'its index is damaged'],
  [/unexpected end of file|outside of file bounds|^End of file/i, 'it was cut off'],
  [/^Invalid data found/i, 'it is damaged, or of a kind that framed does not know'],
];

/** A decoder's reason in plain words, with its own behind them for whoever looks for it; as it is where we know no better. */
export function plainReason(reason: string): string {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(reason))?.[1];
  return meaning === undefined ? reason : `${meaning} (${reason})`;
}
