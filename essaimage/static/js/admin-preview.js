/* The preview of a Markdown field, under it, as one types. Without this file the button opens it in a
   new tab. */
"use strict";

(() => {
  const DELAY = 400; // milliseconds without a key pressed
  const UNAVAILABLE = "L’aperçu n’est pas disponible : enregistrez, puis rechargez la page.";

  async function show(field, button, panel) {
    const textarea = field.querySelector("textarea");
    const form = new FormData();
    form.set("apercu", button.value);
    form.set(button.value, textarea.value);
    form.set("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        body: form,
        headers: { Accept: "text/fragment+html" },
      });
      if (answer.redirected || (!answer.ok && answer.status !== 413)) throw new Error(answer.status);
      panel.innerHTML = await answer.text(); // cleaned by the server, as on the pages
    } catch {
      panel.textContent = UNAVAILABLE;
    }
  }

  function equip(field) {
    const button = field.querySelector("button[name=apercu]");
    const panel = field.querySelector("[data-markdown-shown]");
    let timer;
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", String(!panel.hidden));
      button.textContent = panel.hidden ? "Aperçu" : "Masquer l’aperçu";
      if (!panel.hidden) show(field, button, panel);
    });
    field.querySelector("textarea").addEventListener("input", () => {
      clearTimeout(timer);
      if (!panel.hidden) timer = setTimeout(() => show(field, button, panel), DELAY);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-markdown]").forEach(equip);
  });
})();
