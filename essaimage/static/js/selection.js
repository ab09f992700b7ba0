/* The selection, as the browser keeps it: a cookie of slugs that this script only reads. The server writes it.
   [data-selection-link]  the link of the header: says how many are kept
   [data-selection-form]  the form of a page: sent without leaving the page, its buttons (form="…") say what they do
   [data-selection-value] where the page of the selection shows what the cookie holds */
(() => {
  const MOST = 30;
  const kept = () => {
    const found = document.cookie.split("; ").find((each) => each.startsWith("selection="));
    return found ? found.slice("selection=".length).split(".").filter(Boolean) : [];
  };

  let status;
  const say = (text) => {
    if (!status) {
      status = document.createElement("p");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = text;
  };

  const show = () => {
    const slugs = kept();
    document.querySelectorAll("[data-selection-link]").forEach((link) => {
      link.dataset.label ??= link.textContent;
      link.textContent = slugs.length ? `${link.dataset.label} (${slugs.length})` : link.dataset.label;
    });
    document.querySelectorAll("[data-selection-value]").forEach((place) => {
      place.closest("[hidden]")?.removeAttribute("hidden");
      place.textContent = slugs.length ? `selection=${slugs.join(".")}` : "aucun";
    });
    if (!document.querySelector("[data-selection-form]")) return;
    document.querySelectorAll("button[form='ajout']").forEach((button) => {
      const isKept = slugs.includes(button.value);
      if ((button.name === "retirer") === isKept) return;
      button.name = isKept ? "retirer" : "ajouter";
      const said = button.firstElementChild;
      said.dataset.label ??= said.textContent;
      said.textContent = isKept ? "Dans ma sélection\u00a0: retirer" : said.dataset.label;
    });
  };

  const send = async (form, name, value) => {
    try {
      // The answer only leads back to this page: what counts is the cookie it sets.
      await fetch(form.action, { method: "POST", body: new URLSearchParams([[name, value]]), redirect: "manual" });
    } catch {
      say("La sélection n’a pas pu être changée\u00a0: pas de connexion.");
      return;
    }
    show();
    const count = kept().length;
    const said = count > 1 ? `${count} dispositifs` : `${count} dispositif`;
    if (kept().includes(value)) say(`Ajouté à votre sélection\u00a0: ${said}.`);
    else if (name === "retirer") say(`Retiré de votre sélection\u00a0: ${said}.`);
    else if (count >= MOST) say(`Votre sélection compte déjà ${said}\u00a0: retirez-en un d’abord.`);
    else say("La sélection n’a pas pu être gardée par ce navigateur.");
  };

  // One at a time: each request carries the cookie that the one before has set.
  let last = Promise.resolve();
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-selection-form]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const { name, value } = event.submitter;
    last = last.then(() => send(form, name, value));
  });

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSwap", show);
  window.addEventListener("pageshow", show);
})();
