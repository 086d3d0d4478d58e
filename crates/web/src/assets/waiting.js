// Without a connection, outcomes wait here and are sent when it is back; their keys make each count once.
// Nothing leaves the list but what the server has taken, or what somebody discards.
{
  const one = (query) => document.querySelector(query);
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
  }[document.documentElement.lang] || {};
  const keyOf = (record) => new URLSearchParams(record.body).get("key");
  const isOpen = (record) => !record.refused;
  /** How long an answer may take before a record counts as not sent. */
  const PATIENCE_MS = 15_000;
  /** How often what waits is tried again where the browser does not notice that the server is back. */
  const AGAIN_MS = 30_000;
  let isSending = false;
  const waiting = criba.waiting = {
    said,
    read: () => JSON.parse(localStorage.getItem("criba.waiting") || "[]"),
    /** What can still be sent, and whom a record is about. */
    open() { return this.read().filter(isOpen); },
    whose: ({ action }) => action.match(/contactos\/([^/]+)/)?.[1],
    write(list) { localStorage.setItem("criba.waiting", JSON.stringify(list)); this.show(); },
    /** Keeps a record until it can be sent: said again under its key, it is the same one. */
    keep({ action, body }) {
      const key = keyOf({ body });
      this.write([...this.read().filter((other) => keyOf(other) !== key), { action, body }]);
    },
    /** Sends a record; null where no answer came, or one that says to try again. */
    async post({ action, body }) {
      const request = { method: "POST", body: new URLSearchParams(body), signal: AbortSignal.timeout(PATIENCE_MS) };
      const answer = await fetch(action, request).catch(() => null);
      const text = await answer?.text().catch(() => null);
      if (typeof text !== "string" || answer.status >= 500) return null;
      const isSignedOut = [401, 403].includes(answer.status) || new URL(answer.url).pathname === "/entrar";
      return { isTaken: answer.ok && !isSignedOut, isSignedOut, page: new DOMParser().parseFromString(text, "text/html") };
    },
    show(isSignedOut = false) {
      const list = this.read(), open = list.filter(isOpen).length, refused = list.length - open;
      one(".offline")?.remove();
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
        act.addEventListener("click", () => this.write(this.open()));
        strip.append(" ", act);
      }
      (one(".qh") || one("#main"))?.prepend(strip);
    },
    async send() {
      if (isSending) return;
      isSending = true;
      let page = null;
      const sent = [];
      for (const record of this.open()) {
        const body = new URLSearchParams(record.body);
        // Whoever signed in again has another token.
        const csrf = one("input[name=csrf]")?.value;
        if (csrf) body.set("csrf", csrf);
        // It did happen, whatever else was written down since.
        body.delete("seen");
        const answer = await this.post({ action: record.action, body });
        if (!answer || answer.isSignedOut) { this.show(answer?.isSignedOut); break; }
        const key = keyOf(record), list = this.read();
        this.write(answer.isTaken ? list.filter((other) => keyOf(other) !== key) : list.map((other) => (keyOf(other) === key ? { ...other, refused: true } : other)));
        if (!answer.isTaken) continue;
        page = answer.page;
        sent.push(this.whose(record));
      }
      isSending = false;
      if (!page) return;
      // Hoy goes on where it is; what another page shows may be of before.
      if (criba.renewed) criba.renewed(page, sent); else location.reload();
    },
  };
  // Hoy goes on with somebody else where it can; what was said of an outcome stays here otherwise.
  criba.wires.push((part) => {
    for (const form of part.querySelectorAll("form[data-outcome]")) form.addEventListener("submit", (event) => {
      const body = [...new FormData(form, event.submitter)];
      if (criba.goesOn?.(event, form, body) || navigator.onLine) return;
      event.preventDefault();
      waiting.keep({ action: form.action, body });
      for (const button of form.querySelectorAll("button")) button.disabled = true;
      // A browser takes the focus off what is disabled only when it next paints, and a key that comes
      // before would be that button's.
      if (form.contains(document.activeElement)) document.activeElement.blur();
      criba.dropDraft(form);
      criba.tell(said.kept, form);
    });
  });
  // Without a connection a link or a form would lead to the browser's own error page.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (navigator.onLine || !link || "opens" in link.dataset || link.target === "_blank" || link.origin !== location.origin) return;
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return;
    event.preventDefault();
    criba.tell(said.away);
  }, true);
  addEventListener("submit", (event) => {
    if (navigator.onLine || event.defaultPrevented || event.target.method === "dialog") return;
    event.preventDefault();
    criba.tell(said.away);
  });
  addEventListener("online", () => waiting.send());
  // A page that was left and is shown again as it was has not begun anew.
  addEventListener("pageshow", (event) => event.persisted && waiting.send());
  const sendOpen = () => navigator.onLine && waiting.open().length > 0 && waiting.send();
  setInterval(sendOpen, AGAIN_MS);
  // What waits is said where it has to wait longer.
  addEventListener("DOMContentLoaded", () => sendOpen() || waiting.show());
}
