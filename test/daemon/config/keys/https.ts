import { ownOf } from '../../../../daemon/app/serve-https.js';
import type { Config } from '../../../../daemon/config/schema.js';
import type { Proofs } from './proof.js';

const effect = ({ https }: Config) => ownOf(https);

export const proofs: Proofs = {
  'https.port': { shownIn: 'test/daemon/app/serve-https.test.ts' },
  'https.certificate': { value: '/etc/framed/framed.crt', effect },
  'https.key': { value: '/etc/framed/framed.key', effect },
};
