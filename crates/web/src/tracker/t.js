// The tracker of Criba, for the pages of a company's own site. What it sends, and when, is in
// docs/tracker.md. In short: before there is consent it keeps nothing in the browser and sends
// nothing but a form that somebody sends by themselves; nothing that goes wrong here reaches the
// page; no name of the page's is taken but `criba`.
//
// It is served without comments and with short names (shorten.rs), which asks for a little care:
// every statement ends in a semicolon, there are no templates, a name that is declared here is not
// also a key without its value, and a key stands right before its colon.
(() => {
  "use strict";
  const VERSION = "1";
  const script = document.currentScript;
  const stub = window.criba || {};
  if (!script || stub.version) return;
  const settings = script.dataset;
  const host = new URL("v1/", settings.host || script.src);
  // Events that wait at once, the length of one that any server takes, and the seconds for which a
  // server's word on when to come back is heeded.
  const EVENTS_MAX = 100;
  const LENGTH_MAX = 30000;
  const WAIT_MAX = 3600;

  const safely = (act) => (...given) => {
    try {
      return act(...given);
    } catch (error) {}
  };
  const on = (names, act) => names.split(" ").forEach((name) => addEventListener(name, safely(act), true));
  const draw = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

  // Who this browser is; only while there is consent. Without it, who sends a form is somebody
  // until the page is left.
  let me;
  const passing = draw();
  const kept = () => safely(() => JSON.parse(localStorage.criba))() || {};
  // Tabs share what is kept, so it is read before each change.
  const keep = safely((act) => {
    if (!me) return;
    const all = kept();
    localStorage.criba = JSON.stringify({ ...all, ...me, queue: act(all.queue || []) });
  });

  // What waits goes one after another, so that who somebody is arrives before what they did.
  let queue = [];
  let sending;
  let faults = 0;
  let restsUntil = 0;
  let askedUntil = 0;
  const route = (event) => host + event.type[0];
  const stamped = (event) => JSON.stringify({ ...event, sentAt: new Date() });
  const change = (act) => {
    queue = act(queue);
    keep(act);
  };
  const done = (event) => change((all) => all.filter((one) => one.messageId !== event.messageId));
  const send = async () => {
    const event = queue[0];
    if (!event || sending || Date.now() < restsUntil) return;
    sending = event;
    const seconds = await fetch(route(event), { method: "POST", body: stamped(event), keepalive: true }).then(
      (answer) => answer.status > 499 || answer.status === 429 ? +answer.headers.get("Retry-After") : -1,
      () => 0,
    );
    sending = 0;
    if (seconds < 0) {
      faults = 0;
      done(event);
    } else {
      restsUntil = Date.now() + 1000 * Math.min(seconds || 2 ** faults++, WAIT_MAX);
      askedUntil = seconds && restsUntil;
    }
    send();
  };
  // What is on its way when a page is left fails for the page and may arrive all the same: it stays
  // for the next page, and the server knows it again. A server that asked for time is not pressed.
  const hurry = () => {
    if (!me || Date.now() > askedUntil) queue.forEach((event) => event !== sending && navigator.sendBeacon(route(event), stamped(event)) && Date.now() > restsUntil && done(event));
  };

  const campaign = {};
  const clicks = {};
  let place;
  const where = () => ({
    path: location.pathname,
    // A fragment is part of the address only where a script routes by it.
    url: location.href.replace(/#(?![/!]).*/, ""),
    title: document.title,
    referrer: place ? place.url : document.referrer,
  });
  // Segment's id where Segment is there: one browser is one browser.
  const shared = safely(() => window.analytics.user().anonymousId());
  const tell = (type, fields, isOwnAct) => {
    if (!me && !isOwnAct) return;
    const page = place || where();
    const event = {
      ...fields,
      type: type,
      messageId: "criba-" + Date.now() + "-" + draw(),
      timestamp: new Date(),
      writeKey: settings.key,
      anonymousId: me ? (me.id = shared() || me.id) : passing,
      userId: me && me.user,
      context: {
        library: { name: "criba-t.js", version: VERSION },
        page: { path: page.path, title: page.title },
        ...(me && {
          page: page,
          campaign: campaign,
          locale: navigator.language,
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          userAgent: navigator.userAgent,
          screen: { width: screen.width, height: screen.height },
        }),
      },
    };
    if (JSON.stringify(event).length < LENGTH_MAX) change((all) => [...all, event].slice(-EVENTS_MAX));
    send();
  };
  const track = (event, properties, isOwnAct) => tell("track", { event: event, properties: properties }, isOwnAct);

  // Pages, and for how many seconds each was in view.
  let shown = 0;
  const leave = () => {
    if (place && shown >= 1) track("page_left", { ...place, seconds: Math.round(shown) });
    shown = 0;
  };
  const view = (more) => {
    leave();
    new URLSearchParams(location.search).forEach((value, name) => {
      if (/^utm_./.test(name)) campaign[name.slice(4).replace(/^campaign$/, "name")] = value;
      if (/^(g|fb|ms)clk?id$/.test(name)) clicks[name] = value;
    });
    tell("page", { properties: { ...me.first, ...(place = where()), ...clicks, ...more } });
  };
  on("pagehide", leave);
  on("pagehide visibilitychange", hurry);

  // Forms. What a field holds is looked at only where it plainly says who somebody is.
  const SECRET = /,(hidden|file|submit|fieldset),|pass|contrase|\bcc-|card|tarjeta|cv[vc]|iban|friend|amig|search|busca/i;
  const KINDS = [
    ["email", /mail|correo/i, /.@.+\../],
    ["phone", /phone|(^|[^a-z])tel|tlf|movil|mobile|whatsapp/i, /^\D*(\d\D*){6,15}$/],
    ["", /user|usuario|size|sector|type|tipo|project|radio|checkbox/i, /^$/],
    ["title", /job|cargo|puesto|-title/i],
    ["company", /company|empresa|organiza/i],
    ["firstName", /(first|given).?name/i],
    ["lastName", /(last|family).?name|apellido/i],
    ["name", /(^|[^a-z])(full.?)?(name|nombre)[^a-z]*$/i],
  ];
  const isLeftOut = (element) => element.closest("[data-criba-ignore],[role=search]");
  const read = (form) => {
    const fields = [];
    const traits = {};
    [...form.elements].forEach((field) => {
      const said = [field.autocomplete, field.type, field.name, field.id];
      if (SECRET.test(said) || isLeftOut(field)) return;
      if (field.name) fields.push(field.name);
      const value = (field.value || "").trim();
      const kind = said.map((text) => KINDS.find((one) => one[1].test(text))).find(Boolean);
      if (kind && (kind[2] || /./).test(value) && !traits[kind[0]]) traits[kind[0]] = value;
    });
    if (traits.lastName) {
      traits.firstName = traits.firstName || traits.name;
      delete traits.name;
    }
    if (traits.company) traits.company = { name: traits.company };
    return [traits, { form: ["id", "name", "action"].map((name) => form.getAttribute(name)).find(Boolean) || location.pathname, fields: fields }];
  };
  const begun = {};
  const isFirst = (key) => me && !begun[key] && (begun[key] = 1);
  on("input", (event) => {
    if (isLeftOut(event.target)) return;
    const properties = read(event.target.form)[1];
    if (isFirst(properties.form)) track("form_started", properties);
  });
  on("submit", (event) => {
    const form = event.target;
    if (isLeftOut(form)) return;
    const [traits, properties] = read(form);
    const isSomebody = traits.email || traits.phone;
    if (isSomebody) tell("identify", { traits: traits }, 1);
    if (properties.fields[0]) track("form_submitted", { ...properties, ...(me && clicks) }, isSomebody);
  });

  // Links to files, and those that begin a conversation.
  const nameOf = (url) => decodeURIComponent(url.split("/").pop());
  on("click", (event) => {
    const link = event.target.closest("a[href]");
    const url = link.href.split(/[?#]/)[0];
    const begins = /^tel:/.test(url) ? "call" : /^mailto:/.test(url) ? "email" : /^whatsapp:|\/wa\.me|api\.whatsapp/.test(url) && "whatsapp";
    if (begins) track(begins + "_link_clicked", { link: url });
    const format = /\.(pdf|zip|csv|dwg|(doc|xls|ppt)x?)$/i.exec(url);
    if (format) track("content_downloaded", { asset: nameOf(url), format: format[1].toLowerCase(), url: url });
  });

  // Videos, each once. What plays by itself is decoration.
  on("playing ended", (event) => {
    const video = event.target;
    const name = "video_" + (event.type === "ended" ? "completed" : "started");
    if (video.videoWidth && !video.autoplay && isFirst(name + video.currentSrc)) track(name, { asset: nameOf(video.currentSrc), minutes: +(video.duration / 60).toFixed(1) });
  });

  // Consent: the page's own word by `criba("consent", …)` or `data-consent`, else that of Consent
  // Mode and of TCF, where each that is there must agree.
  const objects = navigator.globalPrivacyControl || (settings.dnt !== "ignore" && navigator.doNotTrack === "1");
  let word = { granted: true, denied: false }[settings.consent];
  let isRefused = objects;
  // Each is 2 while nobody spoke, so that their product is 4 where neither has.
  let mode = 2;
  let tcf = 2;
  let isUpdated;
  // The list is looked at again and again rather than its `push` replaced, which is the page's own.
  // Of several defaults the strictest counts, since nobody here knows a visitor's region; one that
  // waits for a banner is no consent yet.
  const heed = (item) => {
    const said = item && item[0] === "consent" && item[2];
    if (!said || !said.analytics_storage) return;
    const isGranted = said.analytics_storage === "granted" && !said.region && !said.wait_for_update;
    if (item[1] === "update") {
      isUpdated = true;
      isRefused = isRefused || !isGranted;
      mode = isGranted;
    } else if (!isUpdated) {
      mode = mode && isGranted;
    }
  };
  const settle = () => {
    (window.dataLayer || []).forEach(heed);
    if (window.__tcfapi && tcf > 1) {
      tcf = 0;
      window.__tcfapi("addEventListener", 2, safely((told) => {
        const purposes = told.purpose.consents;
        tcf = told.gdprApplies === false || (purposes[1] && purposes[8]) || 0;
        isRefused = !tcf;
      }));
    }
    const may = !objects && (word == null ? (mode * tcf) % 4 : word);
    if (!may && (me || isRefused)) {
      isRefused = me = place = undefined;
      queue = queue.filter((event) => event.anonymousId === passing);
      safely(() => localStorage.removeItem("criba"))();
    }
    if (may && !me) {
      me = { id: draw(), first: { landing: where().url, first_referrer: document.referrer }, ...kept() };
      queue = [...(me.queue || []), ...queue];
      if (settings.pages !== "off") view();
    }
    if (place && place.url !== where().url) view();
    send();
  };
  // Consent that is taken back in another tab is taken back in this one.
  on("storage", (event) => me && event.key === "criba" && !event.newValue && calls.consent(false));

  const calls = {
    track: track,
    page: view,
    identify: (user, traits) => {
      if (typeof user === "object") traits = user;
      else me.user = user;
      tell("identify", { traits: traits });
    },
    consent: (isGiven) => {
      word = isGiven === true;
      isRefused = !word;
      settle();
    },
    reset: () => {
      me.id = draw();
      me.user = undefined;
    },
  };
  const pending = stub.q || [];
  let rounds = 0;
  const look = safely(() => {
    // While Segment loads, its place is held by a list.
    if (document.readyState === "loading" || (Array.isArray(window.analytics) && rounds++ < 12)) return;
    settle();
    pending.splice(0).forEach((call) => {
      const [name, ...given] = call;
      safely(calls[name])(...given);
    });
  });
  window.criba = (...call) => {
    pending.push(call);
    look();
  };
  window.criba.version = VERSION;
  look();
  // How often the page is looked at, in seconds.
  const EVERY = 0.25;
  setInterval(() => {
    if (!document.hidden) shown += EVERY;
    look();
  }, EVERY * 1000);
})();
