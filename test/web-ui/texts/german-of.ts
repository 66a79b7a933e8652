import type { Text, TextTable } from '../../../web-ui/src/texts/text-table.js';
import { importPageModule } from '../page-module.js';

const { fillIn } =
  await importPageModule<typeof import('../../../web-ui/src/texts/text-table.js')>('texts/text-table.ts');

/** Looks up German texts as the page does, whose only texts are those of one part: "notices.mended". */
export function germanOf(part: string, texts: TextTable) {
  return (key: string, values: Readonly<Record<string, string | number>> = {}): string | undefined => {
    const text: Text | undefined = key.startsWith(`${part}.`) ? texts[key.slice(part.length + 1)] : undefined;
    return text && fillIn(text, values, 'de');
  };
}
