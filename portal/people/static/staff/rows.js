// Lists by keyboard: arrows move from line to line, Enter opens the line's own link.
"use strict";

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target.closest("[data-rows] tbody tr");
  if (!step || !here) return;
  const row = step > 0 ? here.nextElementSibling : here.previousElementSibling;
  const link = row && row.querySelector("a");
  if (!link) return;
  event.preventDefault();
  link.focus();
});
