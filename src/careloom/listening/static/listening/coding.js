// The workbench: single keys, marking words, and the next answer without waiting. The page works without this.
(function () {
  "use strict";
  let next = null, spot = null;
  const bench = () => document.querySelector("[data-workbench]");
  const form = () => bench() && bench().querySelector("form[action*='/read/']");
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  // Offsets count characters as Python does, not the halves of rare signs.
  const long = (text) => Array.from(text).length;

  function marked() {
    const words = bench().querySelector("[data-words]"), chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return null;
    const before = range.cloneRange();
    before.selectNodeContents(words);
    before.setEnd(range.startContainer, range.startOffset);
    const start = long(before.toString()), text = range.toString();
    return text.trim() ? { start: start, end: start + long(text), text: text } : null;
  }

  function addMark(box, part) {
    const marks = bench().querySelector("[data-marks]"), line = document.createElement("p");
    const field = document.createElement("input"), away = document.createElement("button");
    const select = box.closest(".theme-box").querySelector("select");
    field.type = "hidden"; field.name = "mark";
    field.value = [box.value, part.start, part.end, select ? select.value : ""].join(":");
    away.type = "button"; away.className = "quiet"; away.textContent = marks.dataset.take;
    away.addEventListener("click", () => line.remove());
    line.append(field, box.closest("label").textContent.trim() + ": “" + part.text + "” ", away);
    marks.append(line);
  }

  function prepare() {
    next = null;
    if (!bench()) return;
    bench().querySelectorAll("[data-part]").forEach((span) => {
      const [start, end] = span.dataset.part.split(":").map(Number);
      const text = Array.from(bench().querySelector("[data-words]").textContent);
      span.textContent = "“" + text.slice(start, end).join("") + "”";
    });
    const help = bench().querySelector("[data-help]"), keys = bench().querySelector("[data-keys]");
    if (help) help.hidden = false;
    if (keys) {
      keys.checked = localStorage.getItem("coding-keys") !== "off";
      keys.addEventListener("change", () => localStorage.setItem("coding-keys", keys.checked ? "on" : "off"));
    }
    fetch(bench().dataset.next, { credentials: "same-origin" })
      .then((r) => r.ok ? r.text().then((text) => ({ text: text, url: r.url })) : null)
      .then((page) => { next = page; }).catch(() => { next = null; });
  }

  function show(page) {
    const fresh = parse(page.text);
    document.querySelector("main").replaceWith(fresh.querySelector("main"));
    document.title = fresh.title;
    history.replaceState(null, "", page.url);
    const words = document.querySelector("[data-words]");
    (words || document.querySelector("main")).focus();
    prepare();
  }

  function save(event) {
    if (event.target !== form() || (event.submitter && event.submitter.name) || !next) return;
    event.preventDefault();
    const here = document.querySelector("main"), sent = fetch(form().action, {
      method: "POST", body: new FormData(form()), credentials: "same-origin", keepalive: true });
    const wrong = bench().dataset.waiting;
    show(next);
    const failed = () => {
      document.querySelector("main").replaceWith(here);
      const told = document.createElement("p");
      told.className = "error-summary"; told.setAttribute("role", "alert"); told.textContent = wrong;
      here.prepend(told);
      prepare();
    };
    sent.then((r) => { if (!r.ok) failed(); }).catch(failed);
  }

  function press(event) {
    if (!form() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.target.tagName === "INPUT" && event.target.type !== "checkbox") return;
    const keys = bench().querySelector("[data-keys]");
    if (keys && !keys.checked) return;
    if (event.key === "n") { event.preventDefault(); form().requestSubmit(); return; }
    const box = Array.from(bench().querySelectorAll("[data-key]")).find((b) => b.dataset.key === event.key);
    if (!box) return;
    event.preventDefault();
    spot = marked();
    if (spot) { addMark(box, spot); window.getSelection().removeAllRanges(); return; }
    const select = box.closest(".theme-box").querySelector("select");
    if (select && box.checked && select.selectedIndex < select.options.length - 1) select.selectedIndex += 1;
    else { box.checked = !box.checked; if (select) select.selectedIndex = 0; }
  }

  document.addEventListener("submit", save);
  document.addEventListener("keydown", press);
  prepare();
})();
