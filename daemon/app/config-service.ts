import { configJsonSchema } from '../config/json-schema.js';
import type { LiveConfig } from '../config/live-config.js';
import type { ConfigFileService } from '../http/services.js';
import { configState } from './follow-config.js';

/** The configuration, as requests see and change it. */
export function configService(liveConfig: LiveConfig): ConfigFileService {
  return {
    view: () => ({
      ...configState(liveConfig),
      values: liveConfig.current,
      sources: Object.fromEntries(liveConfig.values().map(({ key, source }) => [key, source])),
    }),
    change: (patch) => liveConfig.save(patch),
    schema: configJsonSchema,
  };
}
