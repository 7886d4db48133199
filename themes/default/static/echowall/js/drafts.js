/* What was typed stays on this device until it has arrived, so that a lost connection loses nothing. */
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

  /* The page brings the sentences; they stand hidden until they are true. */
  function say(what, shown = true) {
    document.querySelectorAll(`[data-draft-says="${what}"]`).forEach((one) => { one.hidden = !shown; });
  }

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
    const before = JSON.stringify(collect(form));
    restore(form, store.read(key));
    if (JSON.stringify(collect(form)) !== before) say("restored");
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

  window.addEventListener("offline", () => say("offline"));
  window.addEventListener("online", () => say("offline", false));
  if (!navigator.onLine) say("offline");

  /* Without a connection the browser would leave the page for one of its own. */
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method !== "post") return;
    event.preventDefault();
    say("offline");
    document.querySelector('[data-draft-says="offline"]')?.scrollIntoView({ block: "nearest" });
  }, true);
})();
