/** A PDF of so many pages, 200x100 points, each filled with a colour (0 to 1 a channel). ISO 32000-1, 7.5. */
export function writtenPdf(colours: readonly string[], { locked = false } = {}): Buffer {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = colours.map((_, i) => `${3 + 2 * i} 0 R`);
  objects.push(`<< /Type /Pages /Count ${colours.length} /Kids [${kids.join(' ')}] /MediaBox [0 0 200 100] >>`);
  for (const [i, colour] of colours.entries()) {
    const drawing = `${colour} rg 0 0 200 100 re f`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /Contents ${4 + 2 * i} 0 R >>`,
      `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    );
  }
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  // No password opens it: these are not the sums of any.
  const sums = `/O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> /P -4`;
  const lock = locked ? `/Encrypt << /Filter /Standard /V 1 /R 2 ${sums} >> /ID [<00><00>]` : '';
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${lock} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}
