/* Small comforts; every page works without them. Drafts stay on this device until the receipt clears them. */
(() => {
  "use strict";

  const store = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
    },
    write(key, value) {
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode: nothing to keep */ }
    },
    drop(key) {
      try { localStorage.removeItem(key); } catch { /* private mode */ }
    },
  };
  const name = (key) => `echowall:draft:${key}`;
  const kept = (field) => field.name && !["hidden", "password", "file", "submit"].includes(field.type);

  function collect(form) {
    const values = {};
    for (const field of form.elements) {
      if (!kept(field)) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        (values[field.name] ||= []).push(...(field.checked ? [field.value] : []));
      } else if (field.value) {
        values[field.name] = field.value;
      }
    }
    return values;
  }

  function restore(form, values) {
    for (const field of form.elements) {
      if (!kept(field) || !(field.name in values)) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        const group = form.elements[field.name];
        const untouched = [].concat(group instanceof RadioNodeList ? [...group] : group)
          .every((one) => one.checked === one.defaultChecked && !one.defaultChecked);
        if (untouched && values[field.name].includes(field.value)) field.checked = true;
      } else if (!field.value) {
        field.value = values[field.name];
      }
    }
  }

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = name(form.dataset.draft);
    restore(form, store.read(key));
    form.addEventListener("input", () => store.write(key, { ...store.read(key), ...collect(form) }));
  }

  for (const mark of document.querySelectorAll("[data-draft-clear]")) {
    store.drop(name(mark.dataset.draftClear));
  }

  if (document.querySelector("[data-draft-forget]")) {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(name(""))).forEach((key) => localStorage.removeItem(key));
    } catch { /* private mode */ }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "yes";
    // After this tick, so that the pressed button's own name still travels with the form.
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((one) => { one.disabled = true; }), 0);
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sending]")) {
      delete form.dataset.sending;
      form.querySelectorAll("button").forEach((one) => { one.disabled = false; });
    }
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  document.querySelector("[data-focus]")?.focus();
})();
