// What is shown once is copied with one press; without this file it is selected by hand.
for (const button of document.querySelectorAll("[data-copy-from]")) {
  const input = document.getElementById(button.dataset.copyFrom);
  button.hidden = !navigator.clipboard;
  input.addEventListener("focus", () => input.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    button.textContent = button.dataset.copied;
  });
}
