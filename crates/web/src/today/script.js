// Hoy goes on at once: the next leads are here before they are needed, and an outcome is sent while
// the next one is read. Without a connection it goes on for as long as there are some.
if (document.querySelector(".hoy")) {
  const $ = (query, from = document) => from.querySelector(query);
  const $$ = (query, from = document) => [...from.querySelectorAll(query)];
  const { waiting } = criba;
  /** Leads that are kept at hand. */
  const AHEAD = 3;
  /** A second press within this was meant for who was here before. */
  const TWICE_MS = 400;
  const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 200));
  const shown = () => $("article.d");
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  /** Who was dealt with on this page, and when: for so long nobody of them comes next. */
  const answered = new Map();
  const RESTS_MS = 600_000;
  /** How old what is at hand becomes before it is read again. */
  const FRESH_MS = 240_000;
  /** Outcomes on their way. */
  const flying = new Set();
  /** Who comes next, in order, and those of them who are at hand. */
  let order = [];
  const ahead = (criba.ahead = new Map());
  let hasMoved = false, isTouched = false, isReading = false;

  const idsOf = (article) => (article.dataset.ahead ?? "").split(" ").filter(Boolean);
  const rests = (id) => Date.now() - (answered.get(id) ?? -RESTS_MS) < RESTS_MS;
  const next = () => order.filter((id) => !rests(id) && id !== shown().dataset.contact).slice(0, AHEAD);
  /** Where somebody stands in a view; the usual view has no name. */
  const at = (vista, c) => `/hoy?${new URLSearchParams(vista ? { vista, c } : { c })}`;
  const address = (criba.address = (article = shown()) => at(article.dataset.view, article.dataset.contact));

  async function readAhead() {
    if (isReading || !$("form[data-outcome]", shown())) return;
    isReading = true;
    const isOld = (id) => !(Date.now() - ahead.get(id)?.at < FRESH_MS);
    for (let id; navigator.onLine && (id = next().find(isOld));) {
      const answer = await fetch(at(shown().dataset.view, id)).catch(() => null);
      const article = answer?.ok && $("article.d", parse(await answer.text().catch(() => "")));
      if (!article || article.dataset.contact !== id) break;
      // What is said once was said on this page.
      $$("[data-hint]", article).forEach((hint) => hint.remove());
      ahead.set(id, { article, at: Date.now() });
      await new Promise((then) => idle(then));
    }
    isReading = false;
    for (const id of ahead.keys()) if (!next().includes(id)) ahead.delete(id);
  }

  for (const name of ["input", "click"]) addEventListener(name, (event) => (isTouched ||= shown().contains(event.target)), true);

  /** Goes on with who comes next, where somebody is at hand; `body` is what the form says. */
  criba.goesOn = (event, form, body) => {
    const article = shown();
    if ("new" in article.dataset) {
      event.preventDefault();
      return true;
    }
    // Without a connection whoever is at hand will do; with one, who is not comes with the answer.
    const id = navigator.onLine ? next()[0] : next().find((id) => ahead.has(id));
    const following = ahead.get(id)?.article;
    if (!following) return false;
    event.preventDefault();
    const one = { action: form.action, body, article, form, address: location.href };
    if (navigator.onLine) flying.add(one); else keep(one);
    answered.set(article.dataset.contact, Date.now());
    ahead.delete(id);
    // Whoever comes next takes the place on the list that is free now.
    const place = form.elements.back.value.match(/[?&](n=\d+)/)?.[1] ?? "n=0";
    for (const back of $$("input[name=back]", following)) back.value = back.value.replace(/\bn=\d+/, place);
    history.replaceState(null, "", address(article));
    show(following);
    if (flying.has(one)) line = line.then(() => send(one));
    return true;
  };

  // One after another: the list that an answer brings holds what went before it.
  let line = Promise.resolve();
  async function send(one) {
    const answer = await waiting.post(one);
    flying.delete(one);
    if (!answer || answer.isSignedOut) {
      keep(one);
      return answer && waiting.show(true);
    }
    if (answer.isTaken) {
      criba.dropDraft(one.form);
      // An hour that was given away is free for nobody who is at hand.
      if (new URLSearchParams(one.body).has("next_date")) for (const kept of ahead.values()) kept.at = 0;
      criba.renewed(answer.page);
      return waiting.open().length && waiting.send();
    }
    // Nothing was taken: whose it was comes back with what was written, and with why.
    answered.delete(one.article.dataset.contact);
    const article = $("article.d[data-contact]", answer.page);
    if (article) {
      renewList(answer.page);
      show(article, one.address);
    } else {
      show(one.article, one.address);
      criba.tell(waiting.said.refused(1), one.form);
    }
  }
  function keep(one) {
    waiting.keep(one);
    criba.dropDraft(one.form);
  }
  // What is on its way when the page is left goes on without it, and is sent again by the next page
  // that opens: its key makes it count once.
  addEventListener("pagehide", () => flying.forEach((one) => {
    navigator.sendBeacon(one.action, new URLSearchParams(one.body));
    keep(one);
  }));

  const wired = new WeakSet([shown()]);
  function show(article, at = address(article)) {
    shown().replaceWith(article);
    [hasMoved, isTouched] = [true, false];
    article.dataset.new = "";
    setTimeout(() => delete article.dataset.new, TWICE_MS);
    $(".told")?.remove();
    history.pushState(null, "", at);
    mark();
    if (!wired.has(article)) criba.wire(article);
    wired.add(article);
    article.scrollTop = 0;
    // On a telephone the lead stands on top of the page, and the list below it.
    scrollTo(0, 0);
    const wrong = $("[aria-invalid=true],#wrong", article), name = $(".name", article);
    if (wrong && !wrong.matches("input,select")) wrong.tabIndex = -1;
    if (name) name.tabIndex = -1;
    (wrong ?? name)?.focus({ preventScroll: !wrong });
    idle(readAhead);
  }

  /** Marks on the list whose lead is shown, and takes off it whose outcome is on its way or waits. */
  function mark() {
    const gone = new Set([...flying, ...waiting.open()].map(waiting.whose));
    for (const row of $$(".list [data-row]")) {
      if (gone.has(row.dataset.row)) { row.remove(); continue; }
      const isShown = row.dataset.row === shown().dataset.contact;
      row.classList.toggle("cur", isShown);
      $("a.n", row).toggleAttribute("aria-current", false);
      if (isShown) $("a.n", row).setAttribute("aria-current", "true");
    }
    for (const title of $$(".list .g")) if (!title.nextElementSibling?.matches("[data-row]")) title.remove();
    $(".li.cur")?.scrollIntoView({ block: "nearest" });
  }

  /** Puts the list, its numbers and what was just done as a page has them into this one. */
  function renewList(page) {
    const list = $(".list"), top = list.scrollTop;
    const isInList = list.contains(document.activeElement);
    for (const query of [".strip", ".list", ".nav a[data-key=h]"]) {
      const old = $(query), fresh = $(query, page);
      if (!old || !fresh) continue;
      old.replaceChildren(...fresh.childNodes);
      criba.wire(old);
    }
    list.scrollTop = top;
    if (isInList) list.focus();
    mark();
  }

  /** Takes a page that was made since for what this one shows around the lead; `sent` are those
   *  whose outcomes had waited. */
  criba.renewed = (page, sent = []) => {
    const fresh = $("article.d", page), { contact } = shown().dataset;
    if (!fresh) return;
    renewList(page);
    const [due, now] = [$(".due", shown()), $(".due", fresh)];
    if (due && now && fresh.dataset.contact === contact) {
      due.replaceWith(now);
      criba.wire(now);
    }
    if (fresh.dataset.contact === contact) criba.proposed(fresh);
    order = [fresh.dataset.contact, ...idsOf(fresh)].filter(Boolean);
    // Whoever went to a colleague meanwhile is not called, unless somebody has begun.
    const isListed = $$(".list [data-row]").some((row) => row.dataset.row === contact);
    const isOver = hasMoved && !isListed && !isTouched && fresh.dataset.contact;
    if (sent.includes(contact) || (isOver && fresh.dataset.contact !== contact && !rests(fresh.dataset.contact))) show(fresh);
    idle(readAhead);
  };

  addEventListener("popstate", () => {
    const at = new URLSearchParams(location.search).get("c");
    if (!at || at === shown().dataset.contact) return;
    if (navigator.onLine) location.reload();
    else criba.tell(waiting.said.away);
  });

  // Nor does it open anybody.
  criba.shortcuts.push(({ key }) => key === "Enter" && "new" in shown().dataset);
  order = idsOf(shown());
  addEventListener("load", () => idle(readAhead));
  setInterval(() => document.visibilityState === "visible" && readAhead(), FRESH_MS / 2);
}
