// The panels of Hoy open in place and at once: each came with its lead, and nothing is asked for it,
// so that it opens without a connection too. A template holds what is not open.
if (document.querySelector(".hoy")) {
  const $ = (query, from = document) => from.querySelector(query);
  const $$ = (query, from = document) => [...from.querySelectorAll(query)];
  const { waiting } = criba;
  /** A second press within this was meant for what was there before. */
  const TWICE_MS = 400;
  let last = { at: 0 };
  const isTwice = () => Date.now() - last.at < TWICE_MS;
  const shown = () => $("article.d");
  const formOf = (article) => $("#como > form[data-outcome]", article);
  const held = (id, article) => $(`template[data-panel="${id}"]`, article);
  const wired = new WeakSet();

  /** Puts a panel in the place of what is open; without a name, the outcomes again. Says whether it
   *  is there. */
  function open(id, isClick = false) {
    const article = shown(), old = formOf(article), place = held(id, article);
    const was = old?.elements.paso.value;
    if (was === id) return begin(old), true;
    if (!old || !place) return false;
    // What waits to be sent is said already.
    if (!$("button:enabled", old)) return criba.tell(waiting.said.kept, old), true;
    const form = $("form", place.content);
    // It is about the same lead as it was read, and goes with the same note.
    form.prepend($("[data-carried]", old));
    form.elements.paso.value = id;
    const [from, to] = [old, form].map((one) => $("[data-draft]", one));
    to.dataset.draft = from.dataset.draft;
    if (!wired.has(form)) criba.wire(place.content);
    wired.add(form).add(old);
    if (from.value !== to.value) {
      to.value = from.value;
      to.dispatchEvent(new Event("input", { bubbles: true }));
    }
    old.replaceWith(form);
    place.content.replaceChildren(old);
    place.dataset.panel = was;
    history.replaceState(null, "", criba.address(article) + (id && `&paso=${id}#como`));
    const link = $(`a[data-opens="${id || was}"]`, article) ?? $(`a[data-opens="${id}"]`, held("", article).content);
    last = { key: id ? link.dataset.press : "Escape", isClick, at: Date.now() };
    if (id) begin(form); else link.focus();
    return true;
  }
  const begin = (form) => ($("[aria-invalid=true]", form) ?? $("[data-focus]", form))?.focus();

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-opens]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (open(link.dataset.opens, event.detail > 0)) event.preventDefault();
  });
  // Of two clicks on what opens a panel, the second chooses nothing in it.
  addEventListener("click", (event) => {
    if (!event.detail || !last.isClick || !isTwice() || !event.target.closest?.("#como")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // Where a panel is open, the digit of another one opens that, unless it means something in here.
  criba.shortcuts.push(({ key }) => {
    const article = shown(), form = formOf(article), outcomes = held("", article);
    if (form && key === last.key && isTwice()) return true;
    const pressed = `[data-press="${CSS.escape(key)}"]`;
    if (!form || !outcomes || $(pressed, form)) return false;
    const link = $(`a[data-opens]${pressed}`, outcomes.content);
    return Boolean(link) && open(link.dataset.opens);
  });

  /** Takes what a page that was made since proposes, for the panels that nobody has opened. */
  criba.proposed = (fresh) => {
    for (const place of $$("template[data-panel]", fresh)) {
      const old = held(place.dataset.panel, shown());
      if (old && !wired.has($("form", old.content))) old.replaceWith(place);
    }
  };
}
