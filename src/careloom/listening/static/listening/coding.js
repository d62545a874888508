// The workbench: single keys, marking words, and the next answer without waiting. The page works without this.
(function () {
  "use strict";
  let next = null, held = null, chosen = null, first = "";
  const back = [];
  const bench = () => document.querySelector("[data-workbench]");
  const form = () => bench() && bench().querySelector("form[action*='/read/']");
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  // Offsets count characters as Python does, not the halves of rare signs.
  const long = (text) => Array.from(text).length;

  function marked() {
    const words = bench().querySelector("[data-words]"), picked = window.getSelection();
    if (!words || !picked.rangeCount || picked.isCollapsed) return null;
    const range = picked.getRangeAt(0);
    if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return null;
    const before = range.cloneRange();
    before.selectNodeContents(words);
    before.setEnd(range.startContainer, range.startOffset);
    const start = long(before.toString()), text = range.toString();
    return text.trim() ? { start: start, end: start + long(text), text: text } : null;
  }

  // One theme for one stretch. The same key again goes on: for, against (where views are asked for), and away.
  function addMark(box, part) {
    const marks = bench().querySelector("[data-marks]"), key = [box.value, part.start, part.end].join(":") + ":";
    const select = box.closest(".theme-box").querySelector("select");
    const stances = select ? Array.from(select.options) : [{ value: "", text: "" }];
    const there = Array.from(marks.querySelectorAll("input")).find((field) => field.value.startsWith(key));
    if (there) {
      const at = stances.findIndex((one) => key + one.value === there.value) + 1;
      if (at >= stances.length) { there.closest("p").remove(); return; }
      there.value = key + stances[at].value;
      there.closest("p").querySelector("[data-stance]").textContent = " (" + stances[at].text + ") ";
      return;
    }
    const line = document.createElement("p"), field = document.createElement("input"), said = document.createElement("span");
    field.type = "hidden"; field.name = "mark"; field.value = key + (select ? select.value : "");
    said.dataset.stance = ""; said.textContent = select && select.value ? " (" + select.selectedOptions[0].text + ") " : " ";
    line.append(field, box.dataset.name + ": “" + part.text + "”", said, away(line, marks));
    marks.append(line);
  }

  function away(line, marks) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "quiet"; button.textContent = marks.dataset.take;
    button.addEventListener("click", () => line.remove());
    return button;
  }

  // Words are chosen by arrow keys too: an arrow goes to the next word, with Shift it takes one more.
  function choose(event) {
    const block = event.target.closest("[data-words]"), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") { window.getSelection().removeAllRanges(); chosen = null; return true; }
    if (!block || !step || !block.firstChild) return false;
    const parts = Array.from(block.textContent.matchAll(/\S+/g)), on = block.matches(":dir(rtl)") ? -step : step;
    const least = (n) => Math.max(0, Math.min(parts.length - 1, n));
    if (!parts.length) return false;
    if (!chosen || window.getSelection().isCollapsed) chosen = [0, 0];
    else if (event.shiftKey) chosen = [chosen[0], least(chosen[1] + on)];
    else chosen = [least(chosen[1] + on), least(chosen[1] + on)];
    const from = parts[Math.min(...chosen)], to = parts[Math.max(...chosen)];
    window.getSelection().setBaseAndExtent(block.firstChild, from.index, block.firstChild, to.index + to[0].length);
    return true;
  }

  function prepare() {
    next = chosen = held = null;
    if (!bench()) return;
    const marks = bench().querySelector("[data-marks]");
    marks.querySelectorAll("p").forEach((line) => { if (!line.querySelector("button")) line.append(" ", away(line, marks)); });
    bench().querySelectorAll("[data-part]").forEach((span) => {
      const [start, end] = span.dataset.part.split(":").map(Number);
      const text = Array.from(bench().querySelector("[data-words]").textContent);
      span.textContent = "“" + text.slice(start, end).join("") + "”";
    });
    const keys = bench().querySelector("[data-keys]");
    bench().querySelectorAll("[data-help]").forEach((help) => { help.hidden = false; });
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
    if (back.length) swap(back.shift()); else show(next);
    const failed = () => {
      if (!here.querySelector(".error-summary")) {
        const told = document.createElement("p");
        told.className = "error-summary"; told.setAttribute("role", "alert"); told.textContent = wrong;
        here.prepend(told);
      }
      // Whoever is in the middle of another answer finishes it first.
      if (form() && bench().querySelector("input:checked[name=theme], [data-marks] input")) back.push(here); else swap(here);
    };
    // A page to sign in again also answers: only the workbench's own answer counts as saved.
    sent.then((r) => { if (!r.ok || !new URL(r.url).pathname.includes("/read/")) failed(); }).catch(failed);
  }

  function swap(main) {
    document.querySelector("main").replaceWith(main);
    prepare();
  }

  function give(box) {
    const part = marked();
    if (part) { addMark(box, part); return; }
    const select = box.closest(".theme-box").querySelector("select");
    if (select && box.checked && select.selectedIndex < select.options.length - 1) select.selectedIndex += 1;
    else { box.checked = !box.checked; if (select) select.selectedIndex = 0; }
  }

  function press(event) {
    if (!form() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.target.tagName === "INPUT" && event.target.type !== "checkbox") return;
    if (choose(event)) { event.preventDefault(); return; }
    const keys = bench().querySelector("[data-keys]");
    if (event.key.length > 1 || (keys && !keys.checked)) return;
    const key = first + event.key.toLowerCase();
    first = key.length === 1 && "0.,-".includes(key) ? key : "";
    if (first) { event.preventDefault(); return; }
    if (key === "n") { event.preventDefault(); form().requestSubmit(); return; }
    const box = Array.from(bench().querySelectorAll("[name=theme]")).find((b) => b.dataset.key === key);
    if (!box) return;
    event.preventDefault();
    give(box);
  }

  // With a finger or a mouse: words that were chosen before a theme is ticked get the theme, not the whole answer.
  function ticked(event) {
    if (!form() || event.target.name !== "theme" || !event.target.checked) return;
    const part = marked() || held;
    held = null;
    if (part) { event.target.checked = false; addMark(event.target, part); }
  }

  document.addEventListener("pointerdown", () => { held = bench() && bench().querySelector("[data-words]") ? marked() : null; });
  document.addEventListener("change", ticked);
  document.addEventListener("submit", save);
  document.addEventListener("keydown", press);
  prepare();
})();
