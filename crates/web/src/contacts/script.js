// Contactos: x selects, Shift+J and Shift+K extend, * a selects the page; what is done with
// several shows once somebody is selected.
{
  const form = document.querySelector("[data-several]");
  const panel = form?.querySelector(".several");
  const boxes = form ? [...form.querySelectorAll("input[name=id]")] : [];
  const all = form?.querySelector("[data-all]");
  const whole = form?.querySelector("[data-whole]");
  // A form that was not taken stands at the address of its list, so that it can be asked for again.
  const address = document.querySelector("[data-address]")?.dataset.address;
  if (address) history.replaceState(null, "", address);
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    panel?.classList.toggle("some", chosen > 0);
    // Once a page is chosen, everybody whom the filter holds can be.
    const isPage = boxes.length > 0 && chosen === boxes.length;
    panel?.querySelector("[data-whole-text]")?.toggleAttribute("hidden", !isPage);
    if (whole && !isPage) whole.checked = false;
    const count = whole?.checked ? whole.dataset.whole : chosen;
    if (panel) panel.querySelector("[data-chosen]").textContent = chosen ? `(${count})` : "";
    if (all) { all.checked = chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
  };
  document.documentElement.classList.add("js");
  // What would become of those that are chosen, beside each button whose field was touched.
  let asked = 0;
  const touched = new Set();
  async function effects() {
    const chosen = boxes.filter((box) => box.checked);
    const mine = ++asked;
    if (!touched.size || !chosen.length) return;
    const query = new URLSearchParams({ to: form.elements.to.value, stage: form.elements.stage.value });
    if (whole?.checked) { query.set("todos", whole.value); query.set("back", form.elements.back.value); }
    else chosen.forEach((box) => query.append("id", box.value));
    const answer = await fetch(`${panel.dataset.effects}?${query}`).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const words = await answer.json();
    for (const what of touched) panel.querySelector(`[data-effect=${what}]`).textContent = words[what];
  }
  panel?.addEventListener("change", (event) => {
    const what = event.target.closest(".row")?.querySelector("[data-effect]")?.dataset.effect;
    if (what) { touched.add(what); effects(); }
  });
  form?.addEventListener("change", (event) => {
    if (event.target === all) boxes.forEach((box) => (box.checked = all.checked));
    if (event.target === whole || !event.target.closest(".several")) { show(); effects(); }
  });
  show();
  // Enter means the action whose field it was pressed in, and in a row's box none of them.
  form?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.closest("a,button,.cell")) return;
    event.preventDefault();
    event.target.closest(".several .row")?.querySelector("button").click();
  });
  // On a telephone an action shows its fields at its first press, so that the list stays in sight.
  panel?.addEventListener("click", (event) => {
    const row = event.target.closest("button") && event.target.closest(".row");
    const field = row?.querySelector("input,select");
    if (!field || field.checkVisibility()) return;
    event.preventDefault();
    event.stopPropagation();
    panel.querySelector(".row.open")?.classList.remove("open");
    row.classList.add("open");
    field.focus();
  }, true);
  let star = false;
  if (boxes.length) criba.shortcuts.push((event) => {
    const rows = [...form.querySelectorAll("[data-row]")];
    // Where one stands nowhere yet, that is the first row.
    const current = rows.findIndex((row) => row.classList.contains("cur")), at = rows.length ? Math.max(0, current) : -1;
    const tick = (row, on) => { const box = row?.querySelector("input[name=id]"); if (box) box.checked = on ?? !box.checked; };
    if (event.key === "x" && at >= 0) {
      tick(rows[at]);
      if (current < 0) rows[at].classList.add("cur");
    }
    else if (event.key === "a" && star) boxes.forEach((box) => (box.checked = true));
    else if ((event.key === "J" || event.key === "K") && at >= 0) {
      const to = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "J" ? 1 : -1)))];
      tick(rows[at], true); tick(to, true);
      rows.forEach((row) => row.classList.toggle("cur", row === to));
      to.querySelector("a")?.focus();
    } else { star = event.key === "*"; return false; }
    star = false;
    show();
    effects();
    return true;
  });
  // How many each view holds, once the list is there.
  const tabs = document.querySelector("[data-counts]");
  if (tabs) fetch(tabs.dataset.counts).then((answer) => (answer.ok ? answer.json() : [])).then((counts) => {
    for (const { href, count } of counts) {
      const tab = [...tabs.querySelectorAll("a")].find((one) => one.getAttribute("href") === href);
      if (tab) tab.querySelector("small").textContent = count;
    }
  }).catch(() => {});
  // What is left empty does not stand in the address.
  for (const sift of document.querySelectorAll("[data-sift]")) {
    sift.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (!value || (name === "orden" && value === "mejor")) formData.delete(name);
      const usual = [...sift.querySelectorAll("input[name=col]")].every((box) => box.checked === box.defaultChecked) && !new URL(location.href).searchParams.has("col");
      if (usual) formData.delete("col");
    });
  }
}
// A cell is changed where it stands: a click on it, its row's pencil or e opens it. Enter keeps what
// is typed, by the same form that the contact's own page sends; Escape leaves it as it was; Tab goes
// on to the next cell, and keeps what was changed on the way.
{
  const table = document.querySelector(".people");
  const heads = table ? [...table.querySelectorAll("th")] : [];
  const rows = table ? [...table.querySelectorAll("[data-row]")] : [];
  const cellsOf = (row) => [...row.cells].filter((_, index) => heads[index]?.dataset.cell);
  const linkOf = (row) => row.querySelector("a.n");
  const idOf = (row) => linkOf(row).pathname.split("/")[2];
  const MEMO = "criba.cell";
  let open = null;

  function input(cell, field, label) {
    let made;
    if (field === "owner") {
      made = document.querySelector(".several #to").cloneNode(true);
      // The list asks to choose first; a cell is somebody's, or nobody's.
      made.options[0].remove();
      made.options[0].value = "";
      const name = cell.textContent.trim();
      [...made.options].forEach((one, index) => { if (name ? one.textContent === name : index === 0) made.value = one.value; });
    } else {
      made = document.createElement("input");
      const from = { "person.job_title": "small", "person.city": "span" }[field];
      made.value = (from ? cell.querySelector(from) : cell)?.textContent.trim() ?? "";
      if (field === "person.email") made.inputMode = "email";
      if (field === "person.mobile") made.inputMode = "tel";
    }
    made.removeAttribute("name");
    made.id = "cell";
    made.autocomplete = "off";
    made.setAttribute("aria-label", `${label}: ${linkOf(cell.parentNode).textContent}`);
    return made;
  }

  function edit(cell) {
    if (open && !leave()) return;
    const head = heads[cell.cellIndex];
    const field = input(cell, head.dataset.cell, head.dataset.label);
    const box = document.createElement("div");
    const save = document.createElement("button");
    const cancel = document.createElement("button");
    const error = document.createElement("p");
    box.className = "cell";
    for (const [button, words] of [[save, table.dataset.save], [cancel, table.dataset.cancel]]) {
      button.type = "button";
      button.className = "link sm";
      button.textContent = words;
    }
    error.className = "err";
    error.id = "cell-error";
    error.setAttribute("role", "alert");
    box.append(field, save, cancel, error);
    const was = [...cell.childNodes];
    const isName = cell.classList.contains("nm");
    // The name stays over the field of the job title.
    if (!isName) cell.replaceChildren(box);
    else { cell.querySelector("small")?.remove(); cell.append(box); }
    open = { cell, field, error, save, was, before: field.value };
    rows.forEach((row) => row.classList.toggle("cur", row === cell.parentNode));
    save.addEventListener("click", () => keep());
    cancel.addEventListener("click", () => close(true));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(true); }
      if (event.key === "Enter") { event.preventDefault(); keep(); }
      if (event.key === "Tab") {
        const all = cellsOf(cell.parentNode);
        const next = all[all.indexOf(cell) + (event.shiftKey ? -1 : 1)];
        if (!next) return;
        event.preventDefault();
        keep(next);
      }
    });
    field.focus();
    field.select?.();
  }

  /** Puts back what stood there. */
  function close(isFocused) {
    const { cell, was } = open;
    open = null;
    cell.replaceChildren(...was);
    if (isFocused) linkOf(cell.parentNode).focus();
  }

  /** Leaves a cell where nothing was typed; what was typed is not lost. */
  function leave() {
    if (open.field.value !== open.before) { open.field.focus(); return false; }
    close(false);
    return true;
  }

  async function keep(next) {
    const { cell, field, error, save, before } = open;
    if (field.value === before) {
      close(!next);
      return next && edit(next);
    }
    const name = heads[cell.cellIndex].dataset.cell;
    const id = idOf(cell.parentNode);
    const sent = new URLSearchParams({ csrf: document.querySelector("input[name=csrf]").value, key: criba.makeKey(), back: decodeURIComponent(table.dataset.from) });
    sent.set(name === "owner" ? "to" : name, field.value);
    // Without a number to call there is none of either kind.
    if (name === "person.mobile" && !field.value.trim()) sent.set("person.phone", "");
    save.disabled = true;
    const answer = await fetch(`/contactos/${id}/${name === "owner" ? "responsable" : "datos"}`, { method: "POST", body: sent }).catch(() => null);
    if (answer?.ok && answer.redirected) {
      sessionStorage.setItem(MEMO, JSON.stringify({ id, next: next ? heads[next.cellIndex].dataset.cell : "" }));
      return location.replace(answer.url);
    }
    save.disabled = false;
    const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
    error.textContent = page?.querySelector("h1 + p")?.textContent ?? table.dataset.unsaved;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", error.id);
    field.focus();
  }

  // A telephone has the whole form on the contact's page instead.
  const isWide = () => matchMedia("(min-width:861px)").matches;
  const canOpen = (row) => isWide() && cellsOf(row).length > 0;
  for (const row of rows) {
    const cells = cellsOf(row);
    cells.forEach((cell) => cell.classList.add("ed"));
    if (!cells.length || !table.classList.contains("cells")) continue;
    const pencil = document.createElement("a");
    pencil.className = "pe";
    pencil.href = `/contactos/${idOf(row)}?panel=editar&de=${table.dataset.from}`;
    pencil.setAttribute("aria-label", `${table.dataset.edit}: ${linkOf(row).textContent}`);
    pencil.innerHTML = '<svg class="ic" aria-hidden="true"><use href="/assets/icons.svg#edit"/></svg>';
    pencil.addEventListener("click", (event) => {
      if (!isWide() || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      edit(cells[0]);
    });
    row.querySelector(".nm").append(pencil);
  }
  table?.addEventListener("click", (event) => {
    const cell = event.target.closest("td.ed");
    if (!cell || !isWide() || event.target.closest("a,button,input,select") || String(getSelection())) return;
    edit(cell);
  });
  if (rows.length) criba.shortcuts.push((event) => {
    if (event.key !== "e") return false;
    const row = document.activeElement.closest?.("[data-row]") ?? rows.find((one) => one.classList.contains("cur"));
    if (!row || !canOpen(row)) return false;
    edit(cellsOf(row)[0]);
    return true;
  });

  // After a cell was kept the page is made again: back to its row, or on to the next cell.
  const memo = JSON.parse(sessionStorage.getItem(MEMO) || "null");
  sessionStorage.removeItem(MEMO);
  const back = memo && rows.find((row) => idOf(row) === memo.id);
  if (back) {
    back.classList.add("cur");
    const next = cellsOf(back).find((cell) => heads[cell.cellIndex].dataset.cell === memo.next);
    if (next) edit(next); else linkOf(back).focus();
  }
}
