import type { Panel } from '../../display/panel.js';
import { configJsonSchema } from '../config/json-schema.js';
import type { LiveConfig } from '../config/live-config.js';
import { loadPanel, ownPanelFolders, panelNames } from '../config/panels.js';
import { schemaKeys } from '../config/schema-tree.js';
import type { ConfigFileService } from '../http/services.js';
import type { PanelKind } from '../protocol/config.js';
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
    panels: () => panelKinds(liveConfig.path),
  };
}

/** Somebody's own description that is wrong cannot be chosen; whoever names it is told why. */
async function panelKinds(configPath: string | undefined): Promise<PanelKind[]> {
  const folders = ownPanelFolders(configPath);
  const names = await panelNames(folders);
  const loaded = await Promise.allSettled(names.map((name) => loadPanel(name, 0, folders)));
  return loaded.flatMap((one) => (one.status === 'fulfilled' ? [panelKind(one.value)] : []));
}

function panelKind({ name, title, width, height, shape, wiring }: Panel): PanelKind {
  return { name, title, width, height, shape, ...(wiring !== undefined && { wiring }) };
}
