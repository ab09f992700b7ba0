/* Suggestions under a text field: the ARIA 1.2 pattern of a combobox with a list to choose from. Without
   this file the field is a plain one, and its form works. Hangs on data- attributes of a wrapper that holds one
   text field (template components/commune_field.html):
   data-combobox        the wrapper
   data-suggestions     address asked with ?q=; answers {"results": [{"code", "label", "detail", "url"}]}
   data-mode            "go" leads to the url of what is chosen; "value" writes its code in the hidden field
   data-nouns           what is counted aloud: « commune proposée,communes proposées »
   Nothing is shown when the line fails: one goes on typing, and the form still answers. */
(() => {
  const DELAY = 120; // milliseconds without a key pressed
  const states = new WeakMap();

  /* What is known of a field; made again whenever a swap has drawn the field anew. */
  function stateOf(box) {
    if (!states.has(box)) states.set(box, equip(box));
    return states.get(box);
  }

  function element(name, values) {
    const made = document.createElement(name);
    Object.entries(values).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  function equip(box) {
    const field = box.querySelector("input:not([type=hidden])");
    const code = box.querySelector("input[type=hidden]");
    box.querySelectorAll("[data-combobox-made]").forEach((made) => made.remove());
    const list = element("ul", { id: `${field.id}-liste`, role: "listbox", class: "combobox-list", "data-combobox-made": "" });
    const status = element("p", { role: "status", class: "visually-hidden", "data-combobox-made": "" });
    list.setAttribute("aria-label", box.querySelector("label").textContent.trim());
    list.hidden = true;
    field.after(list);
    box.append(status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" };
    Object.entries(roles).forEach(([key, value]) => field.setAttribute(key, value));
    const chosen = { code: code ? code.value : "", label: field.value };
    return { box, field, code, list, status, chosen, results: [], active: -1, timer: 0, request: null };
  }

  function close(state) {
    clearTimeout(state.timer);
    state.request?.abort();
    state.list.hidden = true;
    state.list.replaceChildren();
    state.status.textContent = "";
    state.results = [];
    state.active = -1;
    state.field.setAttribute("aria-expanded", "false");
    state.field.removeAttribute("aria-activedescendant");
  }

  function show(state, results) {
    const [one, many] = state.box.dataset.nouns.split(",");
    const options = results.map((result, index) => {
      const option = element("li", { id: `${state.list.id}-${index}`, role: "option", "aria-selected": "false" });
      const label = element("span", { class: "combobox-label" });
      label.textContent = result.label;
      option.append(label);
      if (result.detail) {
        const detail = element("span", { class: "combobox-detail" });
        detail.textContent = result.detail;
        option.append(" ", detail);
      }
      return option;
    });
    state.results = results;
    state.active = -1;
    state.field.removeAttribute("aria-activedescendant");
    state.list.replaceChildren(...options);
    const opens = state.list.hidden && results.length > 0;
    state.list.hidden = !results.length;
    if (opens) state.list.scrollIntoView({ block: "nearest" });
    state.field.setAttribute("aria-expanded", String(results.length > 0));
    state.status.textContent = `${results.length || "Aucune"} ${results.length > 1 ? many : one}`;
  }

  async function suggest(state) {
    state.request?.abort();
    const text = state.field.value.trim();
    if (!text) return close(state);
    const request = (state.request = new AbortController());
    try {
      const address = new URL(state.box.dataset.suggestions, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const { results } = await answer.json();
      if (request === state.request && document.activeElement === state.field) show(state, results);
    } catch {
      if (request === state.request) close(state);
    }
  }

  function activate(state, index) {
    const options = [...state.list.children];
    state.active = index;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) return state.field.removeAttribute("aria-activedescendant");
    state.field.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  function choose(state, index) {
    const result = state.results[index];
    close(state);
    state.field.value = result.label;
    if (state.box.dataset.mode === "go") return location.assign(result.url);
    keep(state, result.code, result.label);
  }

  /* Write what is chosen, or that nothing is any more, and tell the form. */
  function keep(state, code, label) {
    const changed = state.chosen.code !== code;
    state.chosen = { code, label };
    if (!state.code) return;
    state.code.value = code;
    if (changed) state.code.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function boxOf(event) {
    const field = event.target;
    return field.matches?.("[data-combobox] input:not([type=hidden])") ? field.closest("[data-combobox]") : null;
  }

  document.addEventListener("input", (event) => {
    const box = boxOf(event);
    if (!box) return;
    const state = stateOf(box);
    if (!state.field.value.trim()) {
      close(state);
      return keep(state, "", "");
    }
    // Another name is being typed: the code of the former one no longer goes with it.
    if (state.code) state.code.value = state.field.value === state.chosen.label ? state.chosen.code : "";
    clearTimeout(state.timer);
    if (!event.isComposing) state.timer = setTimeout(() => suggest(state), DELAY);
  });

  document.addEventListener("keydown", (event) => {
    const box = boxOf(event);
    if (!box || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const state = stateOf(box);
    const last = state.results.length - 1;
    const is_open = last >= 0;
    const moves = {
      ArrowDown: () => (is_open ? activate(state, state.active === last ? -1 : state.active + 1) : suggest(state)),
      ArrowUp: () => is_open && activate(state, state.active === -1 ? last : state.active - 1),
      Home: () => state.active >= 0 && activate(state, 0),
      End: () => state.active >= 0 && activate(state, last),
      Enter: () => state.active >= 0 && choose(state, state.active),
      Escape: () => is_open && close(state),
    };
    const used = { ArrowDown: true, ArrowUp: is_open, Escape: is_open, Home: state.active >= 0, End: state.active >= 0, Enter: state.active >= 0 };
    if (used[event.key]) {
      event.preventDefault();
      moves[event.key]();
    } else if (event.key === "Tab" || event.key === "Enter") {
      if (event.key === "Tab" && state.active >= 0 && state.code) choose(state, state.active);
      else close(state);
    }
  });

  // A press must not take the focus away from the field; a finger may still scroll the list.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".combobox-list")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest?.(".combobox-list [role=option]");
    if (!option) return;
    const state = stateOf(option.closest("[data-combobox]"));
    choose(state, [...state.list.children].indexOf(option));
  });

  document.addEventListener("focusout", (event) => {
    const box = boxOf(event);
    if (box) close(stateOf(box));
  });

  /* --- a form that htmx sends by itself (the lists) --- */

  // Typing is not choosing: only the code, once it changes, makes a new list.
  document.addEventListener(
    "change",
    (event) => {
      const box = boxOf(event);
      if (box && stateOf(box).code) event.stopPropagation();
    },
    true,
  );

  // A name typed and not chosen is for the server to understand, on a whole page.
  document.addEventListener(
    "submit",
    (event) => {
      const boxes = [...event.target.querySelectorAll("[data-combobox]")].map(stateOf);
      if (boxes.some(({ code, field }) => code && field.value.trim() && !code.value)) event.stopPropagation();
    },
    true,
  );

  // Another filter moved meanwhile: what was chosen before still holds.
  document.addEventListener("htmx:configRequest", (event) => {
    const boxes = event.detail.elt.querySelectorAll?.("[data-combobox]") ?? [];
    [...boxes].map(stateOf).forEach(({ code, field, chosen }) => {
      if (!code) return;
      event.detail.formData.delete(field.name);
      event.detail.formData.delete(code.name);
      if (chosen.code) event.detail.formData.set(code.name, chosen.code);
    });
  });

  const start = () => document.querySelectorAll("[data-combobox]").forEach(stateOf);
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSwap", start);
})();
