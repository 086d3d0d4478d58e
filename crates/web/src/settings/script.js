// What is shown once is copied with one press; without this file it is selected by hand.
for (const button of document.querySelectorAll("[data-copy-from]")) {
  const input = document.getElementById(button.dataset.copyFrom);
  button.hidden = false;
  input.addEventListener("focus", () => input.select());
  button.addEventListener("click", async () => {
    if (await criba.copy(input.value)) button.textContent = button.dataset.copied;
    else input.select();
  });
}
