/* Nothing typed is lost: before a form is sent, ask whether the site will hear it (session still open,
   network there) and with what key; before the page is left, ask whether that was meant. */
"use strict";

(() => {
  const CLOSED = "Votre session est terminée. Rien de ce que vous avez écrit n’est perdu : ";
  const AGAIN = ", puis enregistrez à nouveau ici.";
  const SILENT = "Le site ne répond pas. Rien de ce que vous avez écrit n’est perdu : attendez un moment, puis enregistrez à nouveau.";

  const TOO_LONG = "Ce qui est écrit est trop long pour être envoyé, sans doute à cause d’un texte collé. Rien n’est perdu : raccourcissez-le, puis enregistrez à nouveau.";
  const LONGEST = 2_500_000; // bytes, a little less than the site accepts

  function weight(form) {
    return new Blob([new URLSearchParams(new FormData(form)).toString()]).size;
  }

  function say(form, text, loginAddress) {
    const notice = form.querySelector("[data-keep-notice]") ?? document.createElement("p");
    notice.className = "errornote";
    notice.dataset.keepNotice = "";
    notice.setAttribute("role", "alert");
    notice.replaceChildren(text);
    if (loginAddress) {
      const link = document.createElement("a");
      link.href = loginAddress;
      link.target = "_blank";
      link.textContent = "reconnectez-vous dans un autre onglet";
      notice.append(link, AGAIN);
    }
    const buttons = [...form.querySelectorAll(".submit-row")].at(-1);
    buttons.before(notice);
    notice.scrollIntoView({ block: "center" });
  }

  function equip(form, { session, login }) {
    let isWritten = Boolean(document.querySelector(".errornote"));
    let isHeard = false;
    const note = () => {
      isWritten = true;
    };
    ["input", "change", "formset:added", "formset:removed"].forEach((name) => form.addEventListener(name, note));
    window.addEventListener("beforeunload", (event) => {
      if (isWritten && !isHeard) event.preventDefault();
    });
    window.addEventListener("pageshow", () => {
      isHeard = false; // back from the answer, by the browser's own button
    });
    form.addEventListener("submit", async (event) => {
      if (isHeard || event.submitter?.formTarget) return;
      event.preventDefault();
      if (weight(form) > LONGEST) return say(form, TOO_LONG);
      try {
        const answer = await (await fetch(session, { headers: { Accept: "application/json" } })).json();
        if (!answer.open) return say(form, CLOSED, login);
        form.elements.csrfmiddlewaretoken.value = answer.key;
      } catch {
        return say(form, SILENT);
      }
      isHeard = true;
      form.requestSubmit(event.submitter);
    });
    // The boxes of autocomplete fields tell jQuery alone what was chosen.
    window.addEventListener("load", () => window.django?.jQuery?.(form).on("select2:select", note));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const about = document.querySelector("form [data-session]");
    if (about) equip(about.closest("form"), about.dataset);
  });
})();
