import { isIPv6 } from 'node:net';
import { PRIVATE_RANGES } from './certificate-names.js';

/** Its object identifier (RFC 5280 section 4.2.1.10). */
export const NAME_CONSTRAINTS = '2.5.29.30';

/** Tags of DER (X.690 section 8): SEQUENCE; [0] of NameConstraints; and of GeneralName dNSName [2] and iPAddress [7]. */
const SEQUENCE = 0x30;
const PERMITTED_SUBTREES = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** DNS names beneath which an authority may always speak: of the local network (RFC 6762), and of the machine itself. */
export const LOCAL_DOMAINS = ['local', 'localhost'];

/**
 * The extension NameConstraints, in DER: what an authority may speak for. Were its key stolen, nobody could be shown a false bank by it: it
 * holds for .local names, private addresses, and these names, and for what is beneath them.
 */
export function nameConstraints(names: readonly string[]): Buffer {
  const domains = [...LOCAL_DOMAINS, ...names].map((name) => encode(DNS_NAME, Buffer.from(name, 'ascii')));
  const ranges = PRIVATE_RANGES.map(({ address, prefix }) => {
    const bytes = bytesOf(address);
    return encode(IP_ADDRESS, Buffer.concat([bytes, maskOf(prefix, bytes.length)]));
  });
  const subtrees = [...domains, ...ranges].map((base) => encode(SEQUENCE, base));
  return encode(SEQUENCE, encode(PERMITTED_SUBTREES, Buffer.concat(subtrees)));
}

/** The shortest form of a length (X.690 section 10.1): Chromium takes no other. */
function encode(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), content]);
}

function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const bytes = Buffer.alloc(16);
  for (const [at, group] of groups(head).entries()) bytes.writeUInt16BE(group, 2 * at);
  for (const [at, group] of groups(tail).reverse().entries()) bytes.writeUInt16BE(group, 14 - 2 * at);
  return bytes;
}

function maskOf(prefix: number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, at) => 0xff & (0xff00 >> Math.max(0, Math.min(8, prefix - 8 * at)))));
}
