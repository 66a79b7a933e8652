import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CertificateError } from './certificate-error.js';
import type { Leaf } from './leaf.js';

/** Paths of PEM files. */
export interface OwnFiles {
  readonly certificate?: string;
  readonly key?: string;
}

/**
 * A certificate that somebody else keeps (with those between it and its authority behind it), and its key. Throws
 * 'https-certificate-unreadable', or 'https-certificate-invalid' where the files are not what they should be, or not of each other.
 */
export async function readOwnCertificate(paths: OwnFiles): Promise<Leaf> {
  if (paths.certificate === undefined || paths.key === undefined) {
    throw new CertificateError(
      'https-certificate-invalid',
      'of https.certificate and https.key only one is there; give both, or none for an authority of this machine.',
    );
  }
  return readBoth({ certificate: paths.certificate, key: paths.key });
}

async function readBoth(paths: Required<OwnFiles>): Promise<Leaf> {
  const certificate = await readPem(paths.certificate);
  const key = await readPem(paths.key);
  const parsed = parse(paths.certificate, 'a certificate', () => new X509Certificate(certificate));
  const privateKey = parse(paths.key, 'a private key without a password', () => createPrivateKey(key));
  if (!parsed.checkPrivateKey(privateKey)) {
    throw new CertificateError(
      'https-certificate-invalid',
      `${paths.key} is not the key of ${paths.certificate}; give the two that belong together.`,
    );
  }
  return { certificate, key };
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CertificateError('https-certificate-unreadable', `${path} cannot be read: ${reason}.`, { cause });
  }
}

function parse<T>(path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CertificateError('https-certificate-invalid', `${path} is not ${what} in PEM.`, { cause });
  }
}
