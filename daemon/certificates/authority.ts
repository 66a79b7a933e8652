import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CertificateError } from './certificate-error.js';
import { NAME_CONSTRAINTS, nameConstraints } from './name-constraints.js';
import { readText, writePrivately } from './private-file.js';
import { loadX509 } from './x509.js';

/** Who signs this machine's certificates. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** PEM (PKCS 8). */
  readonly key: string;
  /** Beside .local names and private addresses, what it may speak for. */
  readonly names: readonly string[];
}

const AuthorityFile = z.strictObject({ certificate: z.string(), key: z.string(), names: z.array(z.string()) });

/** Curve P-256 with SHA-256: what every phone of the last ten years takes, and a Pi Zero signs in milliseconds. */
export const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * It does not end before the machine does, and its time does not hang on a clock that may be wrong when it is made (a Pi has none that runs
 * without power): the end is the last second that two digits of a year can say (UTCTime, RFC 5280 section 4.1.2.5.1).
 */
const NOT_BEFORE = new Date('2020-01-01T00:00:00Z');
const NOT_AFTER = new Date('2049-12-31T23:59:59Z');

/** Where it lies in a folder. */
export function authorityPath(folder: string): string {
  return join(folder, 'authority.json');
}

/** Undefined where there is none yet. Throws 'https-authority-damaged' where there is one that cannot be used: another would have to be trusted anew. */
export async function readAuthority(folder: string): Promise<Authority | undefined> {
  const path = authorityPath(folder);
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    const authority = AuthorityFile.parse(JSON.parse(text));
    new X509Certificate(authority.certificate);
    return authority;
  } catch (cause) {
    throw new CertificateError(
      'https-authority-damaged',
      `${path} is damaged; remove it, and framed makes another one, which every device must trust anew.`,
      { cause },
    );
  }
}

/** Makes one and keeps it. @param names beside .local names and private addresses, what it may speak for. */
export async function createAuthority(folder: string, machine: string, names: readonly string[]): Promise<Authority> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const { KeyUsageFlags } = x509;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    // What a person reads in the list of what a phone trusts; a word of its own tells two machines apart.
    name: [{ CN: [`framed on ${machine} (${randomBytes(2).toString('hex')})`] }],
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    keys,
    signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new x509.Extension(NAME_CONSTRAINTS, true, nameConstraints(names)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const authority = { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey), names };
  await writePrivately(authorityPath(folder), `${JSON.stringify(authority)}\n`);
  return authority;
}

/** PKCS 8, as PEM. */
export async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Positive and of 20 octets at most (RFC 5280 section 4.1.2.2), and nobody's before. */
export function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes.toString('hex');
}
