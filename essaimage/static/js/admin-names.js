/* Names for screen readers where Django's own pages leave none: the boxes of autocomplete fields, and
   the empty corner of tables of rows. */
"use strict";

(() => {
  function nameOf(select) {
    const label = select.labels[0]?.textContent ?? select.getAttribute("aria-label") ?? "";
    return label.replace(/\s*:\s*$/, "").trim();
  }

  function nameBoxes(root) {
    root.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const box = select.nextElementSibling?.querySelector(".select2-selection");
      box?.setAttribute("aria-label", nameOf(select));
      box?.removeAttribute("aria-labelledby");
      box?.querySelector("[role=textbox]")?.setAttribute("aria-label", nameOf(select));
      box?.querySelector(".select2-search__field")?.setAttribute("aria-label", nameOf(select));
    });
  }

  function start() {
    document.querySelectorAll("th.original").forEach((corner) => {
      const cell = document.createElement("td");
      cell.className = corner.className;
      corner.replaceWith(cell);
    });
    nameBoxes(document);
  }

  // By then every script is read; Django's own fields are ready once jQuery has called them.
  window.addEventListener("load", () => window.django?.jQuery?.(() => setTimeout(start)));
  document.addEventListener("formset:added", (event) => setTimeout(() => nameBoxes(event.target)));
})();
