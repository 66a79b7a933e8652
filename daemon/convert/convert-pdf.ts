import type { ConvertContext, ConvertJob, ConvertResult } from './conversion.js';
import { convertFile } from './convert-file.js';
import { withFirstPage } from './pdf-pages.js';

/** Converts the first page of a PDF. Whoever wants all of them asks for its pages, and converts each. */
export function convertPdf(job: ConvertJob, context: ConvertContext): Promise<ConvertResult> {
  return withFirstPage(job, context, async (page, { total }) => {
    const result = await convertFile(page, job, context);
    const left = `Only the first of ${total} pages was taken.`;
    return total === 1 ? result : { ...result, notes: [...result.notes, left] };
  });
}
