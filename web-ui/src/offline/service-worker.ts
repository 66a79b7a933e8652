/**
 * Keeps the page's own files, so that it opens while the daemon is away; and takes what other apps share with it. Only where the origin is
 * secure (HTTPS, localhost): the page never needs it.
 */

/** The part of ServiceWorkerGlobalScope that is used; TypeScript has it in a library that excludes that of pages. */
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', handle: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', handle: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
interface ExtendableEvent {
  waitUntil(done: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

declare const self: WorkerScope;

// A module, whose `self` is not that of pages.
export {};

/** The build puts them here. */
const { version, files } = JSON.parse('__PAGE_FILES__') as { version: string; files: string[] };
const CACHE = `framed-page-${version}`;
/** As shared-files.ts has it. */
const SHARED_CACHE = 'framed-shared';
/** A daemon that does not answer within it is away, whatever the network says later. */
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(files);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name !== CACHE && name !== SHARED_CACHE).map((name) => caches.delete(name)),
    );
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== location.origin || pathname.startsWith('/api/')) return;
  if (request.method === 'POST' && pathname === '/share') event.respondWith(takeShared(request));
  else if (request.mode === 'navigate') event.respondWith(newestPage(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request));
});

/** The daemon's page; the one that was kept where there is no answer. */
async function newestPage(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const page = await caches.match('./');
    if (page === undefined) throw error;
    return page;
  }
}

/** Files with a hash in their names never change. */
async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** Another app shares files (Web Share Target): they are laid aside, and the page picks them up. */
async function takeShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const cache = await caches.open(SHARED_CACHE);
  for (const [index, file] of form.getAll('files').entries()) {
    if (!(file instanceof File)) continue;
    const headers = { 'Content-Type': file.type, 'X-File-Name': encodeURIComponent(file.name) };
    await cache.put(`./shared/${Date.now()}-${index}`, new Response(file, { headers }));
  }
  return Response.redirect('./#/clips', 303);
}
