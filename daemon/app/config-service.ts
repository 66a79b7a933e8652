import { configJsonSchema } from '../config/json-schema.js';
import type { LiveConfig } from '../config/live-config.js';
import { schemaKeys } from '../config/schema-tree.js';
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
    localOnly: () =>
      schemaKeys(configJsonSchema())
        .filter(({ node }) => node.localOnly === true)
        .map(({ key }) => key),
    schema: configJsonSchema,
  };
}
