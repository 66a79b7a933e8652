/** What is read of a file: a Blob has it. Large files are never read whole. */
export interface ByteSource {
  readonly size: number;
  /** From `start` to before `end`, in bytes. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The bytes from `start` to before `end`; undefined where the file does not have them all. */
export async function readBytes(source: ByteSource, start: number, end: number): Promise<Uint8Array | undefined> {
  if (end > source.size) return undefined;
  const bytes = new Uint8Array(await source.slice(start, end).arrayBuffer());
  return bytes.length === end - start ? bytes : undefined;
}
