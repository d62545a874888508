/* Comfort only: the room of an open meeting opens again while there is no connection, on a phone that closed it.
   It takes in nothing by itself. The room puts its own page here, without what others wrote (room.js); a page that is
   no longer an open room, and "You are signed out" (left.js), take it away. */
const ROOM = "careloom-room";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.method !== "GET" || new URL(asked.url).origin !== location.origin) return;
  event.respondWith((async () => {
    const box = await caches.open(ROOM);
    let answer;
    try { answer = await fetch(asked); } catch (away) {
      const kept = await box.match(asked.url, { ignoreVary: true });
      if (!kept) throw away;
      return kept;
    }
    if (asked.mode === "navigate" && !answer.headers.has("X-Careloom-Room")) await box.delete(asked.url, { ignoreVary: true });
    return answer;
  })());
});
