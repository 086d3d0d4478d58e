// A company's own site on an origin of its own, and a server that takes what the tracker sends.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, beforeEach } from "node:test";
import { open, page as opened } from "./chromium.mjs";
import { start } from "./criba.mjs";

const listen = async (server) => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
};

/** Takes events as any server would; `answers` says what the next ones are answered with. */
async function collector() {
  const got = [];
  const answers = [];
  let heard = () => {};
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, headers } = { status: 200, ...answers.shift() };
    got.push({ path: request.url, method: request.method, kind: request.headers["content-type"], status, at: Date.now(), ...JSON.parse(Buffer.concat(chunks).toString() || "{}") });
    response.writeHead(status, { "access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After", "content-type": "application/json", ...headers });
    response.end("{}");
    heard();
  });
  const url = await listen(server);
  return {
    url,
    got,
    answers,
    /** Waits until an event has come that is as wanted; it is the first such one. */
    async one(isWanted) {
      for (;;) {
        const found = got.find(isWanted);
        if (found) return found;
        await new Promise((came, late) => {
          const timer = setTimeout(() => late(new Error(`it did not come; what came: ${JSON.stringify(got, null, 1)}`)), 10_000);
          heard = () => (clearTimeout(timer), came());
        });
      }
    },
    clear: () => (got.length = answers.length = 0),
  };
}

/** Serves `pages`: what stands in each by its path, and headers where it needs some. */
async function site(pages) {
  const server = createServer((request, response) => {
    const path = request.url.split("?")[0];
    const { body, headers } = typeof pages[path] === "string" ? { body: pages[path] } : (pages[path] ?? { body: "" });
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  });
  return listen(server);
}

const granted = 'data-consent="granted"';
const html = (title, head, body = "") => `<!doctype html><html lang="es"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>${head}</head><body>${body}</body></html>`;
const gtag = (analytics, more = "") => `<script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }
  gtag("consent", "default", { ad_storage: "denied", analytics_storage: "${analytics}" ${more} });</script>`;
const form = `<form id="contacto" action="/gracias" method="post">
  <input name="nombre"><input name="apellidos"><input name="your-email"><input type="tel" name="t1"><input name="nombre_empresa" autocomplete="organization">
  <input name="cargo"><input type="password" name="clave" value="secreta"><input type="hidden" name="oculto" value="escondido">
  <input name="tarjeta" value="4111 1111 1111 1111"><input autocomplete="cc-name" name="titular" value="Titular Tarjeta"><input name="aparte" data-criba-ignore value="ignorado">
  <textarea name="mensaje">Mi asunto privado</textarea><input type="checkbox" name="boletin"><button>Enviar</button></form>`;

/** Writes into the form who somebody is. */
export async function fill(page) {
  for (const [name, value] of [["nombre", "Ana"], ["apellidos", "Ríos Gil"], ["your-email", "ana@empresa.example"], ["t1", "+34 600 000 001"], ["nombre_empresa", "Tecnoclima"], ["cargo", "Gerente"]]) await page.fill(`[name=${name}]`, value);
}

const pagesOf = (criba, taken) => {
  const tag = (more = "", key = "clave") => `<script async src="${criba.url}/t.js" data-key="${key}" data-host="${taken.url}" ${more}></script>`;
  return {
    "/": html("Inicio", tag(granted), `<a id="in" href="/dos">Dos</a><a id="pdf" href="/doc/cat%C3%A1logo.PDF?v=2">Catálogo</a><a id="tel" href="tel:+34910000000">Llamar</a><a id="mail" href="mailto:hola@empresa.example?subject=x">Escribir</a><a id="wa" href="https://wa.me/34600000000?text=Hola">WhatsApp</a><a id="out" href="https://otra.example/">Fuera</a>`),
    "/dos": html("Dos", tag(granted)),
    "/nada": html("Nada", tag(), `<a id="pdf" href="/a.pdf">A</a>${form}`),
    "/denegado": html("Denegado", gtag("denied") + tag(), form),
    "/permitido": html("Permitido", gtag("granted") + tag()),
    "/pregunta": html("Pregunta", gtag("granted", ", wait_for_update: 100000") + tag()),
    "/formulario": html("Formulario", tag(granted), form),
    "/propio": html("Propio", tag(granted), `<form name="alta"><input type="email" name="correo"><button>Alta</button></form><script>document.forms[0].addEventListener("submit", (e) => { e.preventDefault(); e.stopPropagation(); });</script>`),
    "/buscador": html("Buscador", tag(granted), `<form id="buscar"><input type="search" name="s"><button>Buscar</button></form>`),
    "/doble": html("Doble", tag(granted) + tag(granted, "otra")),
    "/cola": html("Cola", `<script>window.criba = function () { (criba.q = criba.q || []).push(arguments); }; criba("consent", true); criba("track", "demo_requested", { product: "x" }); criba("identify", "u1", { plan: "pro" });</script>` + tag('data-pages="off"')),
    "/segment": html("Segment", `<script>window.analytics = []; setTimeout(() => { window.analytics = { user: () => ({ anonymousId: () => "de-segment" }) }; }, 400);</script>` + tag(granted)),
    "/tcf": html("TCF", `<script>window.__tcfapi = (command, version, act) => { window.tcf = act; };</script>` + tag()),
    "/rota": html("Rota", tag(granted), `<script>Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } });</script>`),
    "/gracias": html("Gracias", ""),
    "/dnt": html("DNT", tag(`${granted} data-dnt="ignore"`)),
    "/csp": {
      body: html("CSP", tag(granted)),
      headers: { "content-security-policy": `default-src 'none'; img-src data:; script-src ${criba.url}; connect-src ${taken.url}` },
    },
  };
};

/** A browser, Criba, a server that takes what is sent, and the pages that send it. */
export async function tracked() {
  const browser = await open();
  after(() => browser.close());
  const criba = await start();
  after(() => criba.stop());
  const taken = await collector();
  beforeEach(() => taken.clear());
  const home = await site(pagesOf(criba, taken));

  async function visit(path, setup = () => {}) {
    const page = await opened(browser);
    await setup(page);
    await page.goto(home + path);
    return page;
  }
  /** Leaves the page; what was to be sent from elsewhere afterwards comes after what it sent. */
  async function end(page, isFine = true) {
    await page.goto(`${home}/gracias`);
    if (isFine) assert.deepEqual(page.errors, []);
    await page.context().close();
  }
  /** Everything that came, once somebody else's page view has come too. What was on its way when its
   *  page was left may come twice: by its id it is one, for a server as well as here. */
  async function came() {
    const last = await visit("/dos?ultima");
    await taken.one((event) => event.context.page.url?.endsWith("?ultima") && event.type === "page");
    await last.context().close();
    const others = taken.got.filter((event) => !event.context.page.url?.endsWith("?ultima"));
    return [...new Map(others.map((event) => [event.messageId, event])).values()];
  }
  return { criba, home, taken, visit, end, came };
}

export const isPage = (path) => (event) => event.type === "page" && event.properties.path === path;
export const named = (name) => (event) => event.event === name;
export const stored = (page) => page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]);
export const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("criba")));
