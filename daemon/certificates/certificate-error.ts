import { FramedError } from '../errors.js';

export type CertificateErrorCode =
  | 'https-certificate-invalid'
  | 'https-certificate-unreadable'
  | 'https-authority-damaged';

export class CertificateError extends FramedError<CertificateErrorCode> {}
