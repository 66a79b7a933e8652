import { computed, signal } from '@preact/signals';
import { applyMergePatch } from '../../../daemon/protocol/merge-patch.js';
import type { ServerMessage } from '../../../daemon/protocol/messages.js';
import type { PreviewFrame } from '../../../daemon/protocol/preview-frame.js';
import type { State } from '../../../daemon/protocol/state.js';
import { refreshAccess } from './access.js';
import { LiveLink, NOT_UNDERSTOOD } from './live-link.js';
import { loadSchemas } from './load-schemas.js';
import { MessageCheck } from './message-check.js';
import { untilSo } from './until-so.js';

/** The daemon's state, as far as it is known; undefined before the first snapshot. */
const live = signal<{ revision: number; state: State } | undefined>(undefined);

/** When the connection was lost, in milliseconds since the epoch; undefined while there is one. */
export const offlineSinceMs = signal<number | undefined>(undefined);

export const state = computed(() => live.value?.state);
// A patch leaves alone what it does not name, so these change only when their own part does.
export const panel = computed(() => state.value?.panel);
export const player = computed(() => state.value?.player);
export const notices = computed(() => Object.entries(state.value?.notices ?? {}));
export const schedule = computed(() => state.value?.schedule);
const playlistRecord = computed(() => state.value?.playlists);
const clipRecord = computed(() => state.value?.clips);
export const jobRecord = computed(() => state.value?.jobs);
/** In order of arrival. */
export const clips = computed(() => Object.values(clipRecord.value ?? {}).sort((a, b) => a.addedAtMs - b.addedAtMs));
export const playlists = computed(() =>
  Object.values(playlistRecord.value ?? {}).sort((a, b) => a.name.localeCompare(b.name)),
);
export const jobs = computed(() => Object.values(jobRecord.value ?? {}));

/** A request may fail before the live connection is missed; nothing is asked for again sooner than after so long. */
const PATIENCE_MS = 1000;

/** For whoever got no answer: resolves when it is worth asking again. */
export async function reachable(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await untilSo(() => offlineSinceMs.value === undefined);
}

const frameListeners = new Set<(frame: PreviewFrame) => void>();
/** The newest frame while it is not heard yet: the first one may come before there is something to draw it on. */
let unheard: PreviewFrame | undefined;

const check = new MessageCheck(loadSchemas);
let isChecked = false;

export const link = new LiveLink({
  decode: (text) => check.decode(text),
  onMessage: receive,
  onFrame: (frame) => {
    if (frameListeners.size === 0) unheard = frame;
    for (const listener of frameListeners) listener(frame);
  },
  onConnected: (connected) => {
    // It may have been shut because this browser is not, or no longer, let in.
    if (!connected) void refreshAccess();
    offlineSinceMs.value = connected ? undefined : (offlineSinceMs.peek() ?? Date.now());
  },
});

/** Asks for preview frames, or for none any more. */
export function watchPreview(on: boolean): void {
  if (!on) unheard = undefined;
  link.watch(on);
}

/** Calls back with every preview frame. Returns what ends it. */
export function onPreviewFrame(listener: (frame: PreviewFrame) => void): () => void {
  frameListeners.add(listener);
  if (unheard !== undefined) listener(unheard);
  unheard = undefined;
  return () => frameListeners.delete(listener);
}

function receive(message: ServerMessage): void {
  switch (message.type) {
    case 'snapshot':
      live.value = { revision: message.revision, state: message.state };
      if (!isChecked) void checkAfterwards();
      break;
    case 'patch': {
      const known = live.peek();
      if (known === undefined || message.revision <= known.revision) return;
      if (message.revision !== known.revision + 1) {
        link.requestSnapshot();
        return;
      }
      // The daemon made the patch of two valid states, so the result is one.
      live.value = { revision: message.revision, state: applyMergePatch(known.state, message.patch) as State };
      break;
    }
    case 'error':
      console.warn(`framed: ${message.message}`);
  }
}

/** The first snapshot is shown as it comes; what it is and what follows is checked once people see it. */
async function checkAfterwards(): Promise<void> {
  isChecked = true;
  try {
    if (await check.begin(() => live.peek()?.state)) return;
    live.value = undefined;
    console.warn(NOT_UNDERSTOOD);
  } catch {
    // The schemas could not be loaded; the next snapshot is another occasion.
    isChecked = false;
  }
}
