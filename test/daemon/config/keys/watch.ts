import { watchSettings } from '../../../../daemon/app/watch-configured-folders.js';
import type { Config } from '../../../../daemon/config/schema.js';
import type { Proofs } from './proof.js';

const effect = ({ watch }: Config) => watchSettings(watch);

export const proofs: Proofs = {
  'watch.folders': { value: ['/srv/framed'], effect },
  'watch.usb': { value: true, effect },
  'watch.settle_seconds': { value: 2, effect },
  'watch.remove_added': { value: true, effect },
};
