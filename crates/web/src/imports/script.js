"use strict";
// A file that is dropped anywhere on the box is the one that is brought.
for (const box of document.querySelectorAll("[data-drop]")) {
  const input = box.querySelector("input[type=file]");
  for (const name of ["dragover", "dragleave", "drop"]) box.addEventListener(name, (event) => {
    event.preventDefault();
    box.classList.toggle("over", name === "dragover");
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    box.requestSubmit();
  });
  input.addEventListener("change", () => input.files.length && box.requestSubmit());
}
// In a list of many columns each shows only what it is, until somebody opens it.
const fields = document.querySelector("template[data-fields]");
if (fields) for (const column of document.querySelectorAll(".cols select")) {
  const fill = () => {
    const has = new Set([...column.options].map((option) => option.value));
    for (const option of fields.content.querySelectorAll("option"))
      if (!has.has(option.value)) column.append(option.cloneNode(true));
  };
  for (const name of ["focus", "pointerdown"]) column.addEventListener(name, fill, { once: true });
}
// How far a list is, without making the page again under who reads it.
const progress = document.querySelector("[data-progress]");
if (progress) {
  const look = async () => {
    const answer = await fetch(progress.dataset.progress).catch(() => null);
    const so = answer?.ok ? await answer.json() : null;
    if (so?.is_over) return location.reload();
    if (so) {
      progress.textContent = so.words;
      const bar = document.querySelector("main progress");
      if (so.all) Object.assign(bar, { max: so.all, value: so.done });
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
