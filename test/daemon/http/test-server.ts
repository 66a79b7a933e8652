import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { Access } from '../../../daemon/access/access.js';
import { GrantFile } from '../../../daemon/access/grant-file.js';
import { type Clock, systemClock } from '../../../daemon/clock.js';
import { LivePreview } from '../../../daemon/control/live-preview.js';
import { LiveSocket } from '../../../daemon/control/live-socket.js';
import { StateStore } from '../../../daemon/control/state-store.js';
import { systemTimers } from '../../../daemon/control/timers.js';
import { HttpServer, type HttpServerOptions } from '../../../daemon/http/server.js';
import type { ConfigFileService, HttpServices } from '../../../daemon/http/services.js';
import { createLog, type Log } from '../../../daemon/log.js';
import { UploadReceiver, type UploadReceiverOptions } from '../../../daemon/upload/upload-receiver.js';
import { EXAMPLE_STATE } from '../control/example-state.js';
import { PaintedScreen } from '../control/painted-screen.js';
import { RecordingPlayback } from '../control/recording-playback.js';
import { openTestLibrary } from '../library/staged-clips.js';
import { StagedUploads } from './staged-uploads.js';

const PAGE = { 'index.html': '<!doctype html><title>framed</title>', assets: { 'index-abc123.js': 'export {};\n' } };

/** As on a machine with a network. */
export const PAGE_URLS = { here: 'http://localhost:8080/', network: 'http://192.168.1.7:8080/' };

export type TestServerOptions = Partial<HttpServerOptions> & {
  maxClients?: number;
  receiver?: Partial<UploadReceiverOptions>;
  configuration?: ConfigFileService;
  /** Default: real ones that are kept in memory. */
  access?: Access;
  clock?: Clock;
  /** Beside, or instead of, those below. */
  extraServices?: Partial<HttpServices>;
};

/** A real server on a free port with a real library; the player and the conversion behind it are stand-ins. */
export async function startTestServer(t: Test, options: TestServerOptions = {}) {
  const root = t.testdir({ page: PAGE, data: {}, uploads: {}, 'secret.txt': 'not for the web' });
  const library = await openTestLibrary(t, { root: join(root, 'data') });
  const store = new StateStore({ initial: EXAMPLE_STATE, clock: systemClock, timers: systemTimers });
  const playback = new RecordingPlayback();
  const uploads = new StagedUploads(join(root, 'uploads'));
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const preview = new LivePreview({ source: new PaintedScreen(), clock: systemClock, timers: systemTimers });
  const maxClients = options.maxClients ?? 8;
  const live = new LiveSocket({ store, preview, timers: systemTimers, log, maxClients });
  const afterCommand = () => playback.calls.push('looked at');
  const resumable = new UploadReceiver({
    folder: join(root, 'data', 'uploads'),
    intake: uploads,
    maxBytes: 100e6,
    clock: systemClock,
    log,
    ...options.receiver,
  });
  await resumable.start();
  const { playlists } = library;
  const access = options.access ?? memoryAccess(log);
  const services: HttpServices = {
    ...{
      access,
      clock: options.clock ?? systemClock,
      pageUrls: () => PAGE_URLS,
      store,
      playback,
      afterCommand,
      clips: library,
      playlists,
      uploads,
      resumable,
      live,
    },
    ...(options.configuration && { config: options.configuration }),
    ...options.extraServices,
  };
  const pageRoot = join(root, 'page');
  const server = new HttpServer({
    services,
    log,
    login: () => 'none',
    port: 0,
    host: 'localhost',
    pageRoot,
    ...options,
  });
  live.start();
  const { port } = await server.start();
  t.teardown(async () => {
    live.stop();
    store.close();
    await server.stop();
    await resumable.stop();
    access.stop();
  });
  const request = (path: string, init?: RequestInit) => fetch(`http://localhost:${port}${path}`, init);
  const sendJson = (method: string, path: string, body: unknown) =>
    request(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  return {
    root,
    port,
    server,
    services,
    access,
    log,
    library,
    store,
    playback,
    uploads,
    resumable,
    live,
    lines,
    request,
    sendJson,
  };
}

function memoryAccess(log: Log): Access {
  const file = GrantFile.open(':memory:');
  return new Access({ file, clock: systemClock, timers: systemTimers, log, hasGlass: () => false });
}

/** The `error.code` of an answer that is not a success. */
export async function errorCode(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } };
  return error.code;
}

/** A file in the page's folder. */
export function addPageFile(root: string, path: string, content: string): void {
  const file = join(root, 'page', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
}
