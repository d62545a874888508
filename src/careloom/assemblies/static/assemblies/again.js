// Comfort only: shows how far a draw is, every two seconds; the link "Look again" does the same without this.
(() => {
  const parts = (page) => [...page.querySelectorAll("[data-again]")];
  const changed = () => [...document.querySelectorAll("main textarea, main input")].some((f) => f.value !== f.defaultValue);
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = parts(document), then = parts(fresh);
      // What somebody is typing stays; they look again when they want to.
      if (answer.ok && then.length < now.length && !changed()) { location.replace(location.href); return; }
      if (then.length === now.length) now.forEach((part, n) => { if (part.innerHTML !== then[n].innerHTML) part.innerHTML = then[n].innerHTML; });
    } catch { /* the connection is poor: the next look may work */ }
    setTimeout(look, 2000);
  };
  if (parts(document).length) setTimeout(look, 2000);
})();
