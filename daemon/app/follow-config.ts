import type { LiveConfig } from '../config/live-config.js';
import type { ConfigProblemState, ConfigState } from '../protocol/config.js';
import { noticeOfConfig, noticeOfRestart } from './notices.js';
import type { StateFeed } from './state-feed.js';

type ConfigFeed = Pick<StateFeed, 'setConfig' | 'setNotice'>;

/** Keeps the state's words about the configuration file true. Returns what ends it. */
export function followConfig(liveConfig: LiveConfig, feed: ConfigFeed): () => void {
  const tell = () => {
    const state = configState(liveConfig);
    feed.setConfig(state);
    feed.setNotice('config-problem', noticeOfConfig(state.problem));
    feed.setNotice('config-restart', noticeOfRestart(state.restartNeeded));
  };
  tell();
  return liveConfig.onStatus(tell);
}

export function configState({ path, revision, problem, restartNeeded }: LiveConfig): ConfigState {
  return {
    revision,
    restartNeeded: [...restartNeeded],
    ...(path !== undefined && { path }),
    ...(problem && { problem: problemState(problem) }),
  };
}

function problemState({
  code,
  message,
  path,
  faults,
  inForce,
}: NonNullable<LiveConfig['problem']>): ConfigProblemState {
  const { line, column } = faults[0] ?? {};
  return {
    code,
    message,
    path,
    inForce,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}
