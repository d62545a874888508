// Keys for the review of paper: a digit for a box, Enter to save. The page works without this.
(function () {
  "use strict";
  const form = document.querySelector("[data-review]"), help = document.querySelector("[data-keys]");
  if (!form) return;
  help.hidden = false;
  const first = form.querySelector("input:not([type=hidden]), textarea");
  if (first) first.focus();
  document.addEventListener("keydown", (key) => {
    const typing = key.target.matches("textarea, input[type=text]");
    if (key.key === "Enter" && (key.ctrlKey || key.metaKey || key.target.matches("[type=radio], [type=checkbox], body"))) {
      key.preventDefault();
      form.requestSubmit(form.querySelector("button"));
    } else if (!typing && /^[0-9]$/.test(key.key) && !key.ctrlKey && !key.altKey && !key.metaKey) {
      const box = form.querySelector("#b" + key.key);
      if (!box) return;
      key.preventDefault();
      box.checked = box.type === "radio" || !box.checked;
      box.focus();
    }
  });
})();
