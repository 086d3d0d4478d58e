// What is being written about somebody outlives the page: a panel that opens in its place, another
// tab of the form, a way back. It stays in this tab of the browser until the server has taken it.
{
  const SENT = "criba.sent";
  const nameOf = (field) => `criba.draft.${field.dataset.draft}`;
  criba.dropDraft = (form) => {
    const field = form.querySelector("[data-draft]");
    if (field) sessionStorage.removeItem(nameOf(field));
  };
  // A page that says what was done was reached by a form that was taken.
  if (new URL(location.href).searchParams.has("hecho")) {
    const sent = sessionStorage.getItem(SENT);
    if (sent) sessionStorage.removeItem(sent);
  }
  criba.wires.push((part) => {
    for (const field of part.querySelectorAll("[data-draft]")) {
      const kept = sessionStorage.getItem(nameOf(field));
      // What a refused form held is newer.
      if (kept && !field.value) {
        field.value = kept;
        // After the rest of this file, which listens to what is written.
        queueMicrotask(() => field.dispatchEvent(new Event("input", { bubbles: true })));
      }
      field.addEventListener("input", () => {
        if (field.value) sessionStorage.setItem(nameOf(field), field.value);
        else sessionStorage.removeItem(nameOf(field));
      });
    }
  });
  addEventListener("submit", ({ target, defaultPrevented }) => {
    // No page answers: whoever sends it drops what was written once it is taken.
    if (defaultPrevented) return;
    const field = target.querySelector("[data-draft]");
    if (field) sessionStorage.setItem(SENT, nameOf(field));
    else sessionStorage.removeItem(SENT);
    // Whoever comes next to this machine finds nothing of it.
    if (target.getAttribute("action") === "/salir") sessionStorage.clear();
  });
}
