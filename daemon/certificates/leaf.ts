import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Authority, KEY_ALGORITHM, newSerialNumber, pemOf } from './authority.js';
import { type CertificateNames, namesIn, sameNames } from './certificate-names.js';
import { readText, writePrivately } from './private-file.js';
import { loadX509 } from './x509.js';

/** A certificate of this machine, and its key. */
export interface Leaf {
  /** PEM. */
  readonly certificate: string;
  /** PEM (PKCS 8). */
  readonly key: string;
}

const LeafFile = z.strictObject({ certificate: z.string(), key: z.string() });

const DAY_MS = 24 * 60 * 60 * 1000;
/** Apple takes 825 days of an authority that a person has added, and 398 of others (support.apple.com/103769): less than either. */
const VALID_DAYS = 397;
/** Renewed when so much is left: a machine that is switched on once a month gets there in time. */
const RENEW_DAYS = 40;
/** Begins before now, for a phone whose clock is behind. */
const BACKDATED_MS = DAY_MS;

/** The machine's certificate as it lies in the folder, where it is still good for these names at this time; else a new one, which is kept. */
export async function currentLeaf(
  folder: string,
  authority: Authority,
  names: CertificateNames,
  nowMs: number,
): Promise<Leaf> {
  const path = join(folder, 'leaf.json');
  const kept = await readLeaf(path);
  if (kept !== undefined && isGood(kept, authority, names, nowMs)) return kept;
  const leaf = await issue(authority, names, nowMs);
  await writePrivately(path, `${JSON.stringify(leaf)}\n`);
  return leaf;
}

/** Whether it holds for these names, and for some time still. */
export function isGood({ certificate }: Leaf, authority: Authority, names: CertificateNames, nowMs: number): boolean {
  const read = new X509Certificate(certificate);
  const signer = new X509Certificate(authority.certificate);
  const endsMs = Date.parse(read.validTo);
  return (
    read.verify(signer.publicKey) &&
    sameNames(namesIn(read.subjectAltName), names) &&
    Date.parse(read.validFrom) <= nowMs &&
    nowMs < endsMs - RENEW_DAYS * DAY_MS
  );
}

/** Undefined where there is none that can be read: another one costs nothing. */
async function readLeaf(path: string): Promise<Leaf | undefined> {
  try {
    return LeafFile.parse(JSON.parse((await readText(path)) ?? ''));
  } catch {
    return undefined;
  }
}

async function issue(authority: Authority, names: CertificateNames, nowMs: number): Promise<Leaf> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(authority.key).export({ type: 'pkcs8', format: 'der' }),
    KEY_ALGORITHM,
    false,
    ['sign'],
  );
  const { KeyUsageFlags, ExtendedKeyUsage } = x509;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: [{ CN: [names.dns[1] ?? 'localhost'] }],
    issuer: issuer.subjectName,
    notBefore: new Date(nowMs - BACKDATED_MS),
    notAfter: new Date(nowMs + VALID_DAYS * DAY_MS),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ips.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}
