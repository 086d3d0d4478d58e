// Contactos: x selects, Shift+J and Shift+K extend, * a selects the page; what is done with
// several shows once somebody is selected.
{
  const form = document.querySelector("[data-several]");
  const panel = form?.querySelector(".several");
  const boxes = form ? [...form.querySelectorAll("input[name=id]")] : [];
  const all = form?.querySelector("[data-all]");
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    panel?.classList.toggle("some", chosen > 0);
    if (panel) panel.querySelector("[data-chosen]").textContent = chosen ? `(${chosen})` : "";
    if (all) { all.checked = chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
  };
  document.documentElement.classList.add("js");
  form?.addEventListener("change", (event) => {
    if (event.target === all) boxes.forEach((box) => (box.checked = all.checked));
    show();
  });
  show();
  let star = false;
  if (boxes.length) addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !("shortcuts" in document.documentElement.dataset)) return;
    if (/^(input|textarea|select)$/i.test(event.target.tagName) && event.target.type !== "checkbox") return;
    const rows = [...form.querySelectorAll("[data-row]")];
    const at = rows.findIndex((row) => row.classList.contains("cur"));
    const tick = (row, on) => { const box = row?.querySelector("input[name=id]"); if (box) box.checked = on ?? !box.checked; };
    if (event.key === "x" && at >= 0) tick(rows[at]);
    else if (event.key === "a" && star) boxes.forEach((box) => (box.checked = true));
    else if ((event.key === "J" || event.key === "K") && at >= 0) {
      const to = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "J" ? 1 : -1)))];
      tick(rows[at], true); tick(to, true);
      rows.forEach((row) => row.classList.toggle("cur", row === to));
      to.querySelector("a")?.focus();
    } else { star = event.key === "*"; return; }
    star = false;
    event.preventDefault();
    show();
  });
  // What is left empty does not stand in the address.
  for (const sift of document.querySelectorAll("[data-sift]")) {
    sift.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (!value || (name === "orden" && value === "mejor")) formData.delete(name);
      const usual = [...sift.querySelectorAll("input[name=col]")].every((box) => box.checked === box.defaultChecked) && !new URL(location.href).searchParams.has("col");
      if (usual) formData.delete("col");
    });
  }
}
