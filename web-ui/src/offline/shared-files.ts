/** As service-worker.ts has it. */
const CACHE = 'framed-shared';

/** What other apps have shared since this was asked last. */
export async function sharedFiles(): Promise<File[]> {
  if (!(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const files = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const response = await cache.match(request);
      const name = decodeURIComponent(response?.headers.get('X-File-Name') ?? 'shared');
      const content = await response?.blob();
      return content && new File([content], name, { type: content.type });
    }),
  );
  await caches.delete(CACHE);
  return files.filter((file) => file !== undefined);
}
