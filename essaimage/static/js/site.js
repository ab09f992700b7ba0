/* The little JavaScript there is: pages work without it. Everything hangs on data- attributes.
   [data-js-hide]   a button that the script makes useless (« Appliquer »)
   [data-open-wide] a <details> that a wide screen shows open
   [data-copy]      a button that copies the address of the page and says so
   [data-print]     a button that prints the page */
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => {
    if (wide.matches) document.querySelectorAll("details[data-open-wide]").forEach((d) => (d.open = true));
  };

  const prepare = () => {
    unfold();
    // Hidden only where htmx really sends the form by itself.
    if (window.htmx) document.querySelectorAll("[data-js-hide]").forEach((b) => (b.hidden = true));
    document.querySelectorAll("[data-copy]").forEach((b) => (b.hidden = !navigator.clipboard));
    document.querySelectorAll("[data-print]").forEach((b) => (b.hidden = false));
  };

  // An empty field says nothing: it stays out of the address that visitors copy.
  document.addEventListener("htmx:configRequest", (event) => {
    const sent = event.detail.formData;
    [...sent].filter(([, value]) => value === "").forEach(([name]) => sent.delete(name));
  });

  // A commune or a wider territory, never both: the one just chosen wins. On window, so as to come after
  // what a combobox says of its field.
  window.addEventListener("htmx:configRequest", (event) => {
    const rivals = { commune: "territoire", territoire: "commune" };
    event.detail.formData.delete(rivals[event.detail.triggeringEvent?.target?.name] ?? "");
  });

  // A swap redraws the filters: what the visitor had unfolded, and where they stood, is given back.
  let folds = new Map();
  let focused = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    folds = new Map([...event.detail.target.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
    focused = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSwap", () => {
    folds.forEach((open, id) => {
      const fold = document.getElementById(id);
      if (fold) fold.open = open;
    });
    prepare();
    const element = focused && document.getElementById(focused);
    if (element && element !== document.activeElement) element.focus({ preventScroll: true });
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = button.dataset.copy || "Lien copié";
    } catch {
      button.textContent = location.href; // refused by the browser: the address is there to be read
    }
  });

  document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());

  // After every deferred script, htmx included.
  document.addEventListener("DOMContentLoaded", prepare);
})();
