import { createHash } from 'node:crypto';

/** LOOP's way to name an item: the file's stem in lower case, blanks as `_`, and 16 hex digits that tell equal names apart. */
export function slugOf(originalName: string, planKey: string): string {
  const stem = originalName.replace(/\.[^.]*$/, '').toLowerCase();
  const plain = stem
    .replace(/\s/g, '_')
    .replace(/[^\p{L}\p{N}_.-]/gu, '')
    .slice(0, 80);
  const digest = createHash('sha256').update(`${originalName}\n${planKey}`).digest('hex');
  return `${plain || 'clip'}_${digest.slice(0, 16)}`;
}
