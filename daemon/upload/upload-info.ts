import * as z from 'zod/mini';

/** Node takes 16 KiB of headers; a name and a type need far less than this. */
const MAX_METADATA_BYTES = 4096;

/** As a name is kept and shown; what file systems allow for one. */
const MAX_NAME_LENGTH = 255;

/** tus: keys and values of Upload-Metadata; a key may have none. */
export const Metadata = z.record(z.string(), z.nullable(z.string()));
export type Metadata = z.infer<typeof Metadata>;

/** What is kept beside the bytes of an unfinished upload, so that it goes on after a restart. */
export const UploadInfo = z.object({
  version: z.literal(1),
  /** The last part of the upload's address; 32 hex digits. */
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  /** Of the whole file. */
  totalBytes: z.int().check(z.minimum(0)),
  /** As the client gave it, since HEAD must give it back so. */
  metadata: Metadata,
  /** How often the whole file was handed over and the daemon died before its job had ended. */
  deaths: z._default(z.int(), 0),
});
export type UploadInfo = z.infer<typeof UploadInfo>;

export function isMetadataTooLong(metadata: Metadata): boolean {
  return Buffer.byteLength(JSON.stringify(metadata)) > MAX_METADATA_BYTES;
}

/** The file's name as the sender gave it, for showing only; empty where it gave none. tus names no key; clients use these. */
export function nameIn({ filename, name }: Metadata): string {
  return (filename ?? name ?? '').slice(0, MAX_NAME_LENGTH);
}
