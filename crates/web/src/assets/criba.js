// Keys, the live clock, undo and what a page without a script does more slowly. Every page works
// without this file.
"use strict";
(() => {
  const $ = (query, from = document) => from.querySelector(query);
  const $$ = (query, from = document) => [...from.querySelectorAll(query)];
  const html = document.documentElement;
  const isField = (el) => el && (el.isContentEditable || /^(input|textarea|select)$/i.test(el.tagName) && !/^(checkbox|radio|button|submit)$/i.test(el.type || ""));

  // Single letters are shortcuts only outside of fields, and only for who wants them.
  let after = "";
  addEventListener("keydown", (event) => {
    const key = event.key;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") {
      event.preventDefault();
      return palette.open();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape" && isField(document.activeElement)) return document.activeElement.blur();
    if (isField(document.activeElement) || $("dialog[open]") || !("shortcuts" in html.dataset)) return;
    if (after === "g") {
      after = "";
      const place = $(`.nav a[data-key="${CSS.escape(key.toLowerCase())}"]`);
      if (place) { event.preventDefault(); place.click(); }
      return;
    }
    if (key === "g") { after = "g"; setTimeout(() => (after = ""), 1200); return; }
    if (key === "?") return $("#keys")?.showModal();
    if (key === "/") { event.preventDefault(); return ($("[data-find]") || $("#find"))?.focus(); }
    if (key === ".") { navigator.clipboard?.writeText(location.href); return; }
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1, event);
    // What has its own answer to Enter keeps it; where the page begins is no such thing.
    if (key === "Enter" && document.activeElement.matches("a[href],button,summary,select,[role=option]")) return;
    const pressed = $$("[data-press]").find((el) => el.dataset.press.toLowerCase() === key.toLowerCase() && el.offsetParent !== null);
    if (pressed) {
      event.preventDefault();
      if (pressed.disabled) return;
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
  const toast = $(".toast");
  if (toast) {
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
  }

  // A hint that this page shows is not shown again; one that it hides waits.
  const hints = $$("[data-hint]").filter((hint) => hint.offsetParent !== null);
  if (hints.length) {
    const seen = new URLSearchParams(hints.map((hint) => ["hint", hint.dataset.hint]));
    seen.set("csrf", $("input[name=csrf]").value);
    fetch("/ajustes/pistas", { method: "POST", body: seen, keepalive: true }).catch(() => null);
  }
  for (const hint of hints) hint.addEventListener("submit", (event) => {
    event.preventDefault();
    hint.remove();
  });

  // Deadlines go on: the length in a text is replaced each minute, and the page made again when one passes.
  const length = (minutes) => minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  const due = $$("time[data-due]").map((el) => ({ el, at: Date.parse(el.dateTime), late: Date.parse(el.dateTime) <= Date.now() }));
  if (due.length) setInterval(() => {
    for (const one of due) {
      const minutes = Math.floor(Math.abs(one.at - Date.now()) / 60000);
      if (!one.late && one.at <= Date.now() && !isField(document.activeElement)) return location.reload();
      if (minutes < 480) one.el.textContent = one.el.textContent.replace(/(\d+ h )?\d+ min/, length(minutes));
    }
  }, 60000);

  // A reason that takes a sentence goes to where it is written first.
  for (const button of $$("button[data-needs]")) button.addEventListener("click", (event) => {
    const needed = document.getElementById(button.dataset.needs);
    if (!needed || needed.value.trim()) return;
    event.preventDefault();
    needed.required = true;
    needed.reportValidity();
    needed.focus();
    needed.addEventListener("input", () => (needed.required = false), { once: true });
  });

  // What takes longer than a moment says so on its own button.
  for (const form of $$("form[data-busy]")) form.addEventListener("submit", () => {
    const button = $("button", form);
    button.textContent = form.dataset.busy;
    button.setAttribute("aria-disabled", "true");
    button.addEventListener("click", (event) => event.preventDefault());
  });

  // Answers are kept as they are given.
  for (const form of $$("form[data-autosave]")) {
    const button = $("button", form);
    form.addEventListener("change", async () => {
      form.elements.key.value = crypto.randomUUID();
      button.disabled = true;
      const saved = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
      button.disabled = false;
      form.classList.toggle("saved", Boolean(saved?.ok));
      if (saved?.ok) return;
      button.focus();
    });
  }

  // A note that says when is heard.
  for (const input of $$("[data-suggest]")) {
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

  // Without a connection, outcomes wait here and are sent when it is back; their keys make each count once.
  // Nothing leaves the list but what the server has taken, or what somebody discards.
  const said = {
    es: {
      waiting: (n) => n === 1 ? "Sin conexión. 1 registro guardado aquí, por enviar." : `Sin conexión. ${n} registros guardados aquí, por enviar.`,
      signIn: (n) => n === 1 ? "1 registro guardado aquí espera a que inicies sesión." : `${n} registros guardados aquí esperan a que inicies sesión.`,
      kept: "Guardado aquí; se envía al volver la conexión. Para seguir con otra persona hace falta conexión.",
      away: "Sin conexión: esta página sigue aquí, y lo escrito también.",
      refused: (n) => n === 1 ? "1 registro no se pudo guardar: el contacto o el acuerdo han cambiado." : `${n} registros no se pudieron guardar: los contactos o el acuerdo han cambiado.`,
      enter: "Entrar", discard: "Descartar",
    },
    en: {
      waiting: (n) => n === 1 ? "Offline. 1 record kept here, to be sent." : `Offline. ${n} records kept here, to be sent.`,
      signIn: (n) => n === 1 ? "1 record kept here waits for you to sign in." : `${n} records kept here wait for you to sign in.`,
      kept: "Kept here; it is sent when the connection is back. To go on with somebody else takes a connection.",
      away: "Offline: this page stays here, and so does what is written.",
      refused: (n) => n === 1 ? "1 record could not be saved: the contact or the agreement has changed." : `${n} records could not be saved: the contacts or the agreement have changed.`,
      enter: "Sign in", discard: "Discard",
    },
  }[html.lang] || {};
  const waiting = {
    read: () => JSON.parse(localStorage.getItem("criba.waiting") || "[]"),
    write(list) { localStorage.setItem("criba.waiting", JSON.stringify(list)); this.show(); },
    show(isSignedOut = false) {
      const list = this.read(), refused = list.filter((one) => one.refused).length, open = list.length - refused;
      $(".offline")?.remove();
      if (!list.length || !said.waiting) return;
      const strip = document.createElement("p");
      strip.className = "note warn offline";
      strip.setAttribute("role", "status");
      strip.textContent = open ? (isSignedOut ? said.signIn : said.waiting)(open) : said.refused(refused);
      const act = document.createElement(open ? "a" : "button");
      act.className = "btn s";
      if (open && isSignedOut) { act.href = `/entrar?volver=${encodeURIComponent(location.pathname)}`; act.textContent = said.enter; strip.append(" ", act); }
      if (!open) {
        act.textContent = said.discard;
        act.addEventListener("click", () => this.write(this.read().filter((one) => !one.refused)));
        strip.append(" ", act);
      }
      ($(".qh") || $("#main"))?.prepend(strip);
    },
    async send() {
      const csrf = $("input[name=csrf]")?.value;
      let taken = 0;
      for (const one of this.read().filter((one) => !one.refused)) {
        const body = new URLSearchParams(one.body);
        // Whoever signed in again has another token.
        if (csrf) body.set("csrf", csrf);
        // It did happen, whatever else was written down since.
        body.delete("seen");
        const sent = await fetch(one.action, { method: "POST", body }).catch(() => null);
        if (!sent) return;
        if (sent.status === 401 || sent.status === 403 || new URL(sent.url).pathname === "/entrar") return this.show(true);
        if (sent.status >= 500) return;
        const key = body.get("key");
        const is = (other) => new URLSearchParams(other.body).get("key") === key;
        const list = this.read();
        this.write(sent.ok ? list.filter((other) => !is(other)) : list.map((other) => (is(other) ? { ...other, refused: true } : other)));
        taken += sent.ok;
      }
      if (taken) location.reload();
    },
  };
  for (const form of $$("form[data-outcome]")) form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const body = [...new FormData(form, event.submitter)];
    const key = form.elements.key.value;
    // Said again, it is the same outcome of the same contact: its key counts it once.
    const others = waiting.read().filter((one) => new URLSearchParams(one.body).get("key") !== key);
    waiting.write([...others, { action: form.action, body }]);
    for (const button of $$("button", form)) button.disabled = true;
    tell(said.kept, form);
  });
  // Without a connection a link would lead to the browser's own error page.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (navigator.onLine || !link || link.target === "_blank" || link.origin !== location.origin) return;
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return;
    event.preventDefault();
    tell(said.away);
  }, true);
  // Says something beside what it is about, or on top of the page.
  function tell(text, beside) {
    $(".told")?.remove();
    const line = document.createElement("p");
    line.className = "note warn told";
    line.setAttribute("role", "status");
    line.textContent = text;
    if (beside) beside.after(line); else ($(".qh") || $("#main"))?.prepend(line);
  }
  addEventListener("online", () => waiting.send());
  waiting.show();
  if (navigator.onLine) waiting.send();

  // While somebody calls, no colleague is sent to the same contact; back from the dialler: how did it go?
  let called = false;
  $$("[data-call]").forEach((el) => el.addEventListener("click", () => {
    called = true;
    const csrf = $("input[name=csrf]")?.value;
    if (csrf) navigator.sendBeacon(`/contactos/${el.dataset.call}/llamando`, new URLSearchParams({ csrf }));
  }));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !called) return;
    called = false;
    $("#como")?.scrollIntoView();
    $("#como button")?.focus();
  });

  // The palette: places, what can be done on this page, and whom the server finds. With > only what
  // can be done, with @ only people, with # somebody by their id.
  const done = () => $$("[data-press]").filter((el) => el.offsetParent && !el.disabled).map((el) => {
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

  // A confirmation where something cannot be undone.
  $$("form[data-confirm]").forEach((form) => form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.confirm)) event.preventDefault();
  }));
})();
