import type { Geometry } from '../../display/display.js';
import type { Config } from '../config/schema.js';
import type { Plan } from '../ingest/plans.js';

/** The frames that the configuration asks for on a panel of this size. */
export function wantedPlan({ convert }: Config, geometry: Geometry): Plan {
  const { fit, background, max_fps: maxFps } = convert;
  return { geometry, options: { fit, background, rotation: 0, maxFps } };
}
