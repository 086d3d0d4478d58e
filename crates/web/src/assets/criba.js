// Keys, the live clock, undo and what a page without a script does more slowly. Every page works
// without this file.
(() => {
  const $ = (query, from = document) => from.querySelector(query);
  const $$ = (query, from = document) => [...from.querySelectorAll(query)];
  const html = document.documentElement;
  const { isField } = criba;
  // What is said of keys is seen where they do something.
  html.classList.add("js");
  /** What the page says in the reader's language where the server does not answer. */
  const words = $("#said")?.dataset ?? {};
  /** What can be pressed: it is seen, and in a list it is of the row that one stands on. */
  const isHere = (el) => el.offsetParent !== null && !el.closest("[data-row]:not(.cur)");
  // What was opened on this page, the last one at the end.
  let opened = [];
  addEventListener("click", (event) => {
    const details = event.target.closest?.("summary")?.parentElement;
    if (details) opened = [...opened.filter((one) => one !== details), details];
  });

  // Single letters are shortcuts only outside of fields, and only for who wants them.
  let after = "";
  addEventListener("keydown", (event) => {
    const key = event.key;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") {
      event.preventDefault();
      return palette.open();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape" && isField(document.activeElement)) {
      const field = document.activeElement;
      field.blur();
      // A panel that opened in its field is closed at once; one that was written in, only then.
      if (!field.closest(".panel") || field.value !== field.defaultValue) return;
    }
    if (isField(document.activeElement) || $("dialog[open]")) return;
    const details = key === "Escape" && opened.findLast((one) => one.open && one.isConnected);
    if (details) {
      event.preventDefault();
      details.open = false;
      return $("summary", details).focus();
    }
    if (!("shortcuts" in html.dataset)) return;
    if (after === "g") {
      after = "";
      const place = $(`.nav a[data-key="${CSS.escape(key.toLowerCase())}"]`);
      if (place) { event.preventDefault(); place.click(); }
      return;
    }
    if (key === "g") { after = "g"; setTimeout(() => (after = ""), 1200); return; }
    if (key === "?") return $("#keys")?.showModal();
    if (key === "/") { event.preventDefault(); return ($("[data-find]") || $("#find"))?.focus(); }
    if (key === ".") return criba.copy(location.href).then((isCopied) => criba.say(isCopied ? words.copied : words.uncopied));
    if (criba.shortcuts.some((takes) => takes(event))) return event.preventDefault();
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1, event);
    // What has its own answer to Enter keeps it; where the page begins is no such thing.
    if (key === "Enter" && document.activeElement.matches("a[href],button,summary,select,[role=option]")) return;
    const answers = $$("[data-press]").filter((el) => el.dataset.press.toLowerCase() === key.toLowerCase() && isHere(el));
    // What is open in a page is left before the page is.
    const pressed = key === "Escape" ? answers.at(-1) : answers[0];
    if (pressed) {
      event.preventDefault();
      // A key that is held means once what it says.
      if (pressed.disabled || event.repeat) return;
      return isField(pressed) ? pressed.focus() : pressed.click();
    }
    if (key === "Enter") ($(".d .name a") || $("[data-row].cur a"))?.click();
  });

  // The rows of the page's list, one after another.
  function move(step, event) {
    const rows = $$("[data-row]");
    if (rows.length) {
      event.preventDefault();
      const at = rows.findIndex((row) => row.classList.contains("cur"));
      const to = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
      if ("select" in (to.closest("[data-list]")?.dataset || {})) {
        rows.forEach((row) => row.classList.toggle("cur", row === to));
        to.scrollIntoView({ block: "nearest" });
        return $("a", to)?.focus();
      }
      return $("a.n", to)?.click();
    }
    if (!navigator.onLine) return;
    $(step > 0 ? "[data-next]" : "[data-previous]")?.click();
  }

  // Where the page is asked to begin.
  // After the browser has gone to the fragment, which would take the focus away again.
  const wrong = $("[aria-invalid=true]"), begin = wrong || $("[data-focus]");
  if (begin && (wrong || location.hash)) addEventListener("load", () => setTimeout(() => begin.focus({ preventScroll: true })));
  $(".li.cur")?.scrollIntoView({ block: "nearest" });

  // What was done can be undone for ten seconds, longer while it is looked at; it stays in the history.
  criba.wires.push((part) => {
    const toast = $(".toast", part);
    if (!toast) return;
    // Where it stands among the rest of the page, nothing moves when it goes.
    const place = toast.closest(".strip");
    if (place) place.style.minHeight = `${place.offsetHeight}px`;
    let left = 10, held = false;
    toast.addEventListener("pointerenter", () => (held = true));
    toast.addEventListener("pointerleave", () => (held = false));
    const timer = setInterval(() => {
      if (held || toast.contains(document.activeElement)) return;
      if (--left <= 0) { toast.classList.add("gone"); clearInterval(timer); setTimeout(() => toast.remove(), 200); }
    }, 1000);
    const clean = new URL(location.href);
    clean.searchParams.delete("hecho");
    history.replaceState(null, "", clean);
  });

  // A hint that this page shows is not shown again; one that it hides waits.
  criba.wires.push((part) => {
    const hints = $$("[data-hint]", part).filter((hint) => hint.offsetParent !== null);
    if (hints.length) {
      const seen = new URLSearchParams(hints.map((hint) => ["hint", hint.dataset.hint]));
      seen.set("csrf", $("input[name=csrf]").value);
      fetch("/ajustes/pistas", { method: "POST", body: seen, keepalive: true }).catch(() => null);
    }
    for (const hint of hints) hint.addEventListener("submit", (event) => {
      event.preventDefault();
      hint.remove();
    });
  });

  // Deadlines go on: the length in a text is replaced each minute. When something becomes due soon or
  // late it is said, once and not each minute, and what shows it is made again.
  const length = (minutes) => minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
  const stateOf = (el) => Date.parse(el.dateTime) <= Date.now() ? "late" : Date.parse(el.dataset.due) <= Date.now() ? "soon" : "time";
  const states = new WeakMap();
  criba.wires.push((part) => { for (const el of $$("time[data-due]", part)) states.set(el, stateOf(el)); });
  const tick = () => {
    const changed = new Set();
    for (const el of $$("time[data-due]")) {
      const minutes = Math.floor(Math.abs(Date.parse(el.dateTime) - Date.now()) / 60000), state = stateOf(el);
      if (minutes < 480) el.textContent = el.textContent.replace(/\d+ h \d\d|\d+ min/, length(minutes));
      if (states.get(el) === state) continue;
      states.set(el, state);
      const row = el.closest("[data-row]");
      const name = row ? $(".n", row).firstChild : $(".d .name") ?? $("h1");
      changed.add(`${name.textContent.trim()}: ${words[state]}`);
    }
    if (!changed.size) return;
    $("#live").textContent = [...changed].join(". ");
    renew();
  };
  setInterval(tick, 60000);
  async function renew() {
    const answer = await fetch($(".hoy") ? criba.address() : location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (criba.renewed) return criba.renewed(page);
    const [old, fresh] = [$(".hd .state"), $(".hd .state", page)];
    if (old && fresh) { old.replaceWith(fresh); criba.wire(fresh); }
  }

  // What takes more than a press goes to where that is written first: a reason its sentence, a step
  // its day.
  criba.wires.push((part) => {
    for (const button of $$("button[data-needs]", part)) button.addEventListener("click", (event) => {
      const fields = button.dataset.needs.split(" ").map((id) => document.getElementById(id));
      const needed = fields.find((field) => field && !field.value.trim());
      if (!needed) return;
      event.preventDefault();
      needed.required = true;
      needed.reportValidity();
      needed.focus();
      needed.addEventListener("input", () => (needed.required = false), { once: true });
    });
  });

  // Where a button says which of several things is meant, Enter in a field means none of them.
  criba.wires.push((part) => {
    for (const form of $$("form[data-chosen]", part)) form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.target.closest("a,button,textarea")) event.preventDefault();
    });
  });

  // A confirmation where something cannot be undone.
  criba.wires.push((part) => {
    for (const form of $$("form[data-confirm]", part)) form.addEventListener("submit", (event) => {
      if (!confirm(form.dataset.confirm)) event.preventDefault();
    });
  });

  // What takes longer than a moment says so on its own button.
  criba.wires.push((part) => {
    for (const form of $$("form[data-busy]", part)) form.addEventListener("submit", (event) => {
      // Whoever was asked whether they are sure, and is not, waits for nothing.
      if (event.defaultPrevented) return;
      const button = $("button", form);
      button.textContent = form.dataset.busy;
      button.setAttribute("aria-disabled", "true");
      button.addEventListener("click", (event) => event.preventDefault());
    });
  });

  // Answers are kept as they are given.
  criba.wires.push((part) => {
    for (const form of $$("form[data-autosave]", part)) {
      const button = $("button", form);
      form.addEventListener("change", async () => {
        form.elements.key.value = criba.makeKey();
        button.disabled = true;
        const saved = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
        button.disabled = false;
        form.classList.toggle("saved", Boolean(saved?.ok));
        if (saved?.ok) return $(".told")?.remove();
        // What was not taken comes back with why not beside it.
        if (saved?.status === 422 && form.isConnected) return form.submit();
        criba.tell(words.unsaved, form);
        button.focus();
      });
    }
  });

  // A note that says when is heard.
  criba.wires.push((part) => {
    for (const input of $$("[data-suggest]", part)) {
      let timer;
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(async () => {
          const hint = $("[data-suggestion]", input.form);
          const text = input.value, whose = input.dataset.suggest;
          const answer = await fetch(`/sugerencias/fecha?texto=${encodeURIComponent(text)}${whose ? `&c=${whose}` : ""}`).catch(() => null);
          const said = answer?.ok ? await answer.json().catch(() => null) : null;
          // Somebody went on writing: the answer to that is on its way.
          if (input.value !== text) return;
          const then = $("[data-then]", input.form);
          if (then && said?.then && then.textContent !== said.then) then.textContent = said.then;
          if (!hint) return;
          hint.hidden = !said?.said;
          hint.textContent = said?.said || "";
        }, 250);
      });
    }
  });

  // While somebody calls, no colleague is sent to the same contact; back from the dialler: how did it go?
  let called = false;
  criba.wires.push((part) => {
    for (const el of $$("[data-call]", part)) el.addEventListener("click", () => {
      called = true;
      const csrf = $("input[name=csrf]")?.value;
      if (csrf) navigator.sendBeacon(`/contactos/${el.dataset.call || el.closest("[data-row]").dataset.row}/llamando`, new URLSearchParams({ csrf }));
    });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !called) return;
    called = false;
    $("#como")?.scrollIntoView();
    $("#como button:enabled")?.focus();
  });

  // The palette: places, what can be done on this page, and whom the server finds. With > only what
  // can be done, with @ only people, with # somebody by their id.
  const done = () => $$("[data-press]").filter((el) => isHere(el) && !el.disabled).map((el) => {
    const words = el.cloneNode(true);
    words.querySelectorAll("kbd, svg").forEach((one) => one.remove());
    return { name: el.getAttribute("aria-label") || words.textContent.trim(), hint: el.dataset.press, act: () => el.click() };
  });
  const palette = {
    box: $("#palette"), input: $("#palette-q"), list: $("#palette-list"), at: 0, timer: 0,
    open() {
      if (!this.box || this.box.open) return;
      this.box.showModal();
      this.input.value = "";
      this.fill("");
    },
    async fill(query) {
      const kind = /^[>@#]/.test(query) ? query[0] : "";
      const text = query.slice(kind.length).trim();
      const wanted = text.toLowerCase();
      const places = $$(".nav a[data-key]").map((a) => ({ name: $("span", a).textContent, href: a.href, hint: "g " + a.dataset.key }));
      const items = [...(kind ? [] : places), ...(kind === "" || kind === ">" ? done() : [])]
        .filter((item) => item.name && item.name.toLowerCase().includes(wanted));
      if (kind === "#" && /^[0-9a-f-]{36}$/.test(wanted)) items.push({ name: wanted, href: `/contactos/${wanted}` });
      if (wanted.length > 1 && (kind === "" || kind === "@")) {
        const answer = await fetch(`/buscar/nombres?q=${encodeURIComponent(text)}`).catch(() => null);
        if (answer?.ok) items.push(...(await answer.json()));
      }
      if (this.input.value !== query) return;
      this.list.replaceChildren(...items.map((item, index) => {
        const li = document.createElement("li");
        li.id = `palette-${index}`;
        li.setAttribute("role", "option");
        li.pick = () => { palette.box.close(); item.act ? item.act() : (location.href = item.href); };
        const small = document.createElement("small");
        small.textContent = item.hint || "";
        li.append(item.name, small);
        li.addEventListener("click", li.pick);
        return li;
      }));
      $("#palette-none").hidden = items.length > 0;
      this.choose(0);
    },
    choose(index) {
      const items = $$("li", this.list);
      this.at = Math.max(0, Math.min(items.length - 1, index));
      items.forEach((li, i) => li.setAttribute("aria-selected", String(i === this.at)));
      this.input.setAttribute("aria-activedescendant", items[this.at]?.id || "");
      items[this.at]?.scrollIntoView({ block: "nearest" });
    },
  };
  palette.input?.addEventListener("input", () => {
    clearTimeout(palette.timer);
    palette.timer = setTimeout(() => palette.fill(palette.input.value), 120);
  });
  palette.input?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      palette.choose(palette.at + (event.key === "ArrowDown" ? 1 : -1));
    }
    // A search field would only empty itself.
    if (event.key === "Escape") { event.preventDefault(); palette.box.close(); }
    if (event.key === "Enter") {
      const item = $$("li", palette.list)[palette.at];
      if (item) { event.preventDefault(); item.pick(); }
    }
  });

  criba.wire(document);
})();
