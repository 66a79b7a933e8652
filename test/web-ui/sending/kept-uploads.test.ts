import t from 'tap';
import type { KeptStorage } from '../../../web-ui/src/sending/kept-uploads.js';
import { importPageModule } from '../page-module.js';

const { ALIVE_FOR_MS, KeptUploads } =
  await importPageModule<typeof import('../../../web-ui/src/sending/kept-uploads.js')>('sending/kept-uploads.ts');

class MemoryStorage implements KeptStorage {
  readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key = (index: number) => [...this.items.keys()][index] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

const UPLOAD = { fingerprint: '1|10|abc|video/mp4|a.mp4', url: 'http://pi.local/api/uploads/1' };

t.test('an upload is found again after its page has gone, and not while it lives', (t) => {
  let nowMs = 1_000_000;
  const storage = new MemoryStorage();
  const kept = new KeptUploads(storage, () => nowMs);
  kept.keep(UPLOAD);
  t.equal(new KeptUploads(storage, () => nowMs).find(UPLOAD.fingerprint), undefined, 'its page sends it');
  kept.leave(UPLOAD);
  t.equal(kept.find(UPLOAD.fingerprint), UPLOAD.url, 'it said goodbye');
  kept.keep(UPLOAD);
  nowMs += ALIVE_FOR_MS + 1;
  t.same(kept.stopped(), [UPLOAD], 'it was killed');
  t.equal(kept.find('another'), undefined);
  t.end();
});

t.test('what is done is forgotten, but not what was begun anew elsewhere', (t) => {
  const kept = new KeptUploads(new MemoryStorage(), () => 0);
  const anew = { ...UPLOAD, url: 'http://pi.local/api/uploads/2' };
  kept.leave(anew);
  kept.forget(UPLOAD);
  t.equal(kept.find(UPLOAD.fingerprint), undefined, 'at the epoch, goodbye is now');
  const later = new KeptUploads(new MemoryStorage(), () => 1e12);
  later.leave(anew);
  later.forget(UPLOAD);
  t.equal(later.find(UPLOAD.fingerprint), anew.url);
  later.forget(anew);
  t.equal(later.find(UPLOAD.fingerprint), undefined);
  t.end();
});

t.test('without storage, with a full one and with nonsense in it, nothing is found and nothing breaks', (t) => {
  const without = new KeptUploads(undefined, () => 1e12);
  without.leave(UPLOAD);
  without.forget(UPLOAD);
  t.same(without.stopped(), []);
  const full = new MemoryStorage();
  full.setItem = () => {
    throw new Error('QuotaExceededError');
  };
  new KeptUploads(full, () => 1e12).keep(UPLOAD);
  const odd = new MemoryStorage();
  for (const text of ['', 'null', '{}', '{"url":1,"aliveAtMs":0}']) odd.setItem(`framed.upload.${text}`, text);
  odd.setItem('of another page', '{}');
  t.same(new KeptUploads(odd, () => 1e12).stopped(), []);
  t.end();
});
