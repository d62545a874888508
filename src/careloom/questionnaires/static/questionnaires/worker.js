/* Comfort only: shows a form that was opened before, and keeps an answer that could not be sent until it can.
   The form's own key makes it count once, however often it is sent. */
const PAGES = 'careloom-pages-1', AWAY = '/surveys/away/';
const open = () => new Promise((good, bad) => {
  const ask = indexedDB.open('careloom', 1);
  ask.onupgradeneeded = () => ask.result.createObjectStore('queue', {keyPath: 'once'});
  ask.onsuccess = () => good(ask.result);
  ask.onerror = bad;
});
const store = async (mode, work) => {
  const db = await open();
  return new Promise((good, bad) => {
    const ask = work(db.transaction('queue', mode).objectStore('queue'));
    ask.onsuccess = () => { db.close(); good(ask.result); };
    ask.onerror = bad;
  });
};
const tell = async (what) => { for (const c of await self.clients.matchAll()) c.postMessage(what); };
let busy = null;
const sendAll = () => busy || (busy = (async () => {
  try {
    for (const one of await store('readonly', (s) => s.getAll())) {
      if (one.sent) { await tell(one); continue; }
      const headers = {'content-type': 'application/x-www-form-urlencoded'};
      let answer;
      try {
        answer = await fetch(one.url, {method: 'POST', body: one.body, headers, credentials: 'same-origin'});
      } catch (away) { break; }
      const code = answer.headers.get('X-Careloom-Receipt');
      if (code) {  // kept until a page has shown the code
        const done = {once: one.once, sent: code, keep: one.keep};
        await store('readwrite', (s) => s.put(done));
        await tell(done);
      } else if (answer.status < 500) await tell({stuck: one.url, body: one.body});
    }
  } finally { busy = null; }
})());
const away = async (url, kept) => {
  const twin = url.pathname.split('/').filter(Boolean).pop();
  const page = await caches.match(`${AWAY}${twin}/${kept ? 'kept' : 'lost'}/`);
  return page || new Response('', {status: 503});
};
const post = async (request) => {
  const copy = request.clone();
  try { return await fetch(request); } catch (gone) {
    const url = new URL(request.url), type = request.headers.get('content-type') || '';
    if (!type.startsWith('application/x-www-form-urlencoded')) return away(url, false);
    const body = await copy.text(), given = new URLSearchParams(body), once = given.get('once');
    const last = ['send', 'next'].includes(given.get('go')) && (given.get('go') === 'send' || url.search.includes('all='));
    if (!last || !once) return away(url, false);
    given.set('go', 'send');
    given.set('queued', '1');
    const keep = url.pathname.split('/').filter(Boolean).slice(-2)[0];
    await store('readwrite', (s) => s.put({once, url: request.url, body: given.toString(), keep}));
    if (self.registration.sync) self.registration.sync.register('send').catch(() => 0);
    return away(url, true);
  }
};
const get = async (request) => {
  const url = new URL(request.url);
  try {
    const answer = await fetch(request);
    if (answer.ok && (url.pathname.startsWith('/static/') || url.search.includes('all='))) {
      const cache = await caches.open(PAGES);
      await cache.put(request, answer.clone());
      const twin = url.pathname.split('/').filter(Boolean).pop();
      if (url.search.includes('all=')) await cache.addAll(['kept', 'lost'].map((w) => `${AWAY}${twin}/${w}/`)).catch(() => 0);
    }
    return answer;
  } catch (gone) { return (await caches.match(request)) || away(url, false); }
};
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()));
self.addEventListener('message', (e) => e.waitUntil(
  e.data.seen ? store('readwrite', (s) => s.delete(e.data.seen)) : sendAll()));
self.addEventListener('sync', (e) => e.waitUntil(sendAll()));
self.addEventListener('fetch', (e) => {
  const url = new URL(e.request.url), ours = url.origin === location.origin;
  const form = ours && /\/surveys\/[^/]+\/[^/]+\/$/.test(url.pathname);
  if (form && e.request.method === 'POST' && e.request.mode === 'navigate') e.respondWith(post(e.request));
  else if (e.request.method === 'GET' && ours && (form && e.request.mode === 'navigate' || url.pathname.startsWith('/static/')))
    e.respondWith(get(e.request));
});
