import { startApp } from '../daemon/app.js';
import { LiveConfig } from '../daemon/config/live-config.js';
import { giveFreedMemoryBack } from '../daemon/freed-memory.js';
import { silentLog } from '../daemon/log.js';

// A process of its own, started by upload-crowd.ts with a data folder: a daemon that tells, when asked by any message, how punctual it is; asked for 'quiet', it collects its
// garbage before.

export interface CrowdTiming {
  readonly url: string;
  /** Since it was asked last, so that a start, which is busy, does not count to what comes later. */
  readonly lateP99Ms: number;
  readonly presented: number;
  readonly dropped: number;
}

const [, , dataFolder = ''] = process.argv;
const liveConfig = new LiveConfig({ overrides: { 'http.port': 0, 'access.login': 'none' }, log: silentLog });
const app = await startApp({ liveConfig, dataFolder, version: 'bench', log: silentLog });
// As `framed run` does.
await giveFreedMemoryBack();

let tally = app.player.tallyLateness();

function tell(): void {
  const { presented, dropped } = app.player.snapshot().stats;
  const timing: CrowdTiming = { url: app.url, lateP99Ms: app.player.timing(tally).lateP99Ms, presented, dropped };
  tally = app.player.tallyLateness();
  process.send?.(timing);
}

process.on('message', (what) => {
  if (what === 'quiet') globalThis.gc?.();
  tell();
});
process.on('disconnect', () => void app.stop());
tell();
