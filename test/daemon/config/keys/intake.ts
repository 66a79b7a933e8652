import { diskLimits, ingestSettings, stillMs, uploadLimits } from '../../../../daemon/app/apply-config.js';
import { wantedPlan } from '../../../../daemon/app/wanted-frames.js';
import type { Config } from '../../../../daemon/config/schema.js';
import { Plans } from '../../../../daemon/ingest/plans.js';
import type { Proofs } from './proof.js';

/** Which frames every clip is to have: others are made anew. */
const framesWanted = (config: Config) => new Plans(wantedPlan(config, { width: 320, height: 240 })).keyFor(undefined);

export const proofs: Proofs = {
  'playback.still_seconds': { value: 3, effect: stillMs },
  'convert.fit': { value: 'contain', effect: framesWanted },
  'convert.background': { value: '#112233', effect: framesWanted },
  'convert.max_fps': { value: 12, effect: framesWanted },
  'convert.at_once': { value: 2, effect: ingestSettings },
  'convert.max_minutes': { value: 2, effect: ingestSettings },
  'uploads.max_total_mb': { value: 2, effect: ingestSettings },
  'uploads.metadata': { value: 'keep', effect: ingestSettings },
  'uploads.max_file_mb': { value: 2, effect: uploadLimits },
  'uploads.keep_unfinished_hours': { value: 2, effect: uploadLimits },
  'uploads.keep_free_mb': { value: 2, effect: diskLimits },
  'library.max_mb': { value: 2, effect: diskLimits },
};
