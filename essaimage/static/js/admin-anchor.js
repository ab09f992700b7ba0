/* A link of the desk leads to a field or to rows of the form: unfold what hides them, put the cursor there. */
"use strict";

(() => {
  function show() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("#content-main")) return;
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    target.querySelectorAll(":scope > fieldset > details, :scope > details").forEach((folded) => {
      folded.open = true;
    });
    const field = target.matches("input, select, textarea") ? target : target.querySelector("a, input:not([type=hidden]), select, textarea, summary");
    target.scrollIntoView({ block: "start" });
    field?.focus({ preventScroll: true });
  }

  window.addEventListener("load", show);
  window.addEventListener("hashchange", show);
})();
