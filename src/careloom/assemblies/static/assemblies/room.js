// Comfort only. On a poor connection what a member writes stays on this phone, and is sent once when there is one.
// Without this, the same forms are sent as usual.
(() => {
  let box = null;
  try { box = window.localStorage; } catch { return; }
  const room = () => document.querySelector("[data-room]");
  if (!room() || !box) return;
  const name = (what) => `careloom ${what} ${room().dataset.room}`;
  const read = (what, none) => { try { return JSON.parse(box.getItem(name(what))) || none; } catch { return none; } };
  const keep = (what, value) => box.setItem(name(what), JSON.stringify(value));
  const say = (words) => { room().textContent = words || ""; };
  const typed = (form) => [...form.elements].filter((f) => f.name && f.type !== "submit" && !/^(csrf|opened|go)/.test(f.name));
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  let busy = false;

  // The answer of the centre: "sent", "wrong" (with a page that says why), or nothing where no connection was.
  const send = async (job) => {
    const body = new URLSearchParams(job.body), token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) body.set("csrfmiddlewaretoken", token.value);
    const answer = await fetch(location.pathname, { method: "POST", body, credentials: "same-origin" });
    if (answer.status >= 500) throw new Error("later");
    if (new URL(answer.url).pathname !== location.pathname) throw new Error("sign in");
    return { ok: answer.ok, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  };

  const show = (page, words) => {
    document.querySelector("main").replaceWith(page.querySelector("main"));
    prepare();
    if (words) say(words);
    const first = document.querySelector("main [role=alert], main h1");
    if (first) { first.tabIndex = -1; first.focus(); }
  };

  const flush = async () => {
    const jobs = read("waiting", []);
    if (busy || !jobs.length) return;
    busy = true;
    try {
      const { ok, page } = await send(jobs[0]);
      keep("waiting", jobs.slice(1));
      const said = Object.fromEntries(new URLSearchParams(jobs[0].body));
      if (!ok) {  // it was not taken, for example because the meeting is over: nothing that was written may be lost
        keep("draft-" + said.go, said);
        say(`${room().dataset.stuck} ${said.words || ""}`);
        busy = false;
        return;
      }
      const writing = [...document.querySelectorAll("form[data-keep]")].some((form) => read("draft-" + form.dataset.keep, null));
      if (!writing && page.querySelector("main [data-room]")) show(page, room().dataset.sent);
      else say(room().dataset.sent);
    } catch { say(room().dataset.waiting); }
    busy = false;
  };

  const sending = async (event) => {
    event.preventDefault();
    const form = event.target, body = new URLSearchParams(new FormData(form));
    body.set("go", form.dataset.keep);
    if (busy) return;
    busy = true;
    try {
      const { ok, page } = await send({ body: body.toString() });
      if (ok) box.removeItem(name("draft-" + form.dataset.keep));
      show(page, "");
    } catch {
      keep("waiting", [...read("waiting", []), { body: body.toString() }]);
      box.removeItem(name("draft-" + form.dataset.keep));
      typed(form).forEach((f) => { if (f.name === "once") f.value = fresh(); else if (f.tagName === "TEXTAREA") f.value = ""; });
      say(room().dataset.waiting);
    }
    busy = false;
  };

  const prepare = () => document.querySelectorAll("form[data-keep]").forEach((form) => {
    // A kept page is the same each time it is opened, a note is not: two notes must never look like one sent twice.
    if (room().dataset.kept && form.elements.once) form.elements.once.value = fresh();
    const draft = read("draft-" + form.dataset.keep, null), empty = !form.querySelector("textarea") || !form.querySelector("textarea").value;
    if (draft && empty) typed(form).forEach((f) => { if (f.name in draft) f.value = draft[f.name]; });
    form.addEventListener("input", () => keep("draft-" + form.dataset.keep, Object.fromEntries(typed(form).map((f) => [f.name, f.value]))));
    form.addEventListener("submit", sending);
  });

  // The page itself, as the centre gives it for keeping, so that it opens again while there is no connection.
  const keepPage = async () => {
    if (!("serviceWorker" in navigator) || !window.caches || room().dataset.kept) return;
    try {
      const page = await fetch(`${location.pathname}?kept=1`, { credentials: "same-origin" });
      if (!page.ok || !page.headers.has("X-Careloom-Room")) return;
      const pages = await caches.open("careloom-room");
      await pages.addAll([...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((f) => f.href || f.src));
      await pages.put(location.pathname, page);
      await navigator.serviceWorker.register(room().dataset.away);
    } catch { /* an open page works without it */ }
  };

  prepare();
  keepPage();
  if (read("waiting", []).length) say(room().dataset.waiting);
  addEventListener("online", flush);
  setInterval(flush, 15000);
  flush();
})();
