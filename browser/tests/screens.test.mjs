// Every screen, light and dark, in Spanish and English, at a desk and on a telephone: WCAG 2.2 AA,
// nothing wider than the screen, no page too heavy, no error in the console.

import assert from "node:assert/strict";
import { get } from "node:http";
import { after, before, test } from "node:test";
import { open, page } from "../chromium.mjs";
import { begin, enter, sample, start, stock } from "../criba.mjs";
import { accessible, fits, focusable, lengthened, light, silent, spaced, whole } from "../checks.mjs";

/** The most that the style and the script may weigh, compressed, in bytes. */
const STYLE_BYTES_MAX = 14 * 1024;
const SCRIPT_BYTES_MAX = 20 * 1024;

/** How many bytes come over the line for a file. */
const weight = (url) => new Promise((found, failed) => {
  get(url, { headers: { "accept-encoding": "gzip" } }, (answer) => {
    let bytes = 0;
    assert.equal(answer.headers["content-encoding"], "gzip");
    answer.on("data", (part) => (bytes += part.length)).on("end", () => found(bytes)).on("error", failed);
  });
});

const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

for (const { country, lang } of [{ country: "ES", lang: "es-ES" }, { country: "GB", lang: "en-GB" }]) {
  let browser, criba;
  const screens = [];

  before(async () => {
    browser = await open();
    criba = await start();
    for (const size of SIZES) for (const dark of [false, true]) {
      const guest = await page(browser, { ...size, dark, lang });
      await look(guest, "/empezar", `first page ${lang}`);
      await guest.context().close();
    }
    const first = await page(browser, { lang });
    await begin(first, criba.url, { country });
    await first.setInputFiles("#file", sample);
    await first.waitForURL(/columnas/);
    const waiting = new URL(first.url()).pathname.split("/")[2];
    stock(criba);
    const writeKey = criba.run("key", "add", "--workspace", "Tecnoclima", "--kind", "source", "--name", "web").trim();
    const robots = ["Googlebot/2.1", "curl/8.5.0"].map((userAgent) => ({ type: "page", anonymousId: userAgent, context: { userAgent }, properties: { title: "Precios" } }));
    assert.ok((await fetch(`${criba.url}/v1/batch`, { method: "POST", body: JSON.stringify({ writeKey, batch: robots }) })).ok);
    await first.goto(`${criba.url}/contactos`);
    const contact = await first.getAttribute("[data-row] a.n", "href");
    await first.goto(criba.url + contact);
    const event = await first.getAttribute("a[href*='/eventos/']", "href").catch(() => null);
    await first.goto(`${criba.url}/importar`);
    const brought = await first.$$eval("main table a", (links) => links.map((link) => link.getAttribute("href")).find((href) => !href.includes("columnas")));
    await first.context().close();
    screens.push(
      "/hoy", "/hoy/orden", "/hoy?paso=booked", "/hoy?paso=reject", "/hoy?paso=not_yet",
      "/contactos", "/contactos?pais=ES&orden=nombre", "/contactos?col=todas", "/contactos?q=nadie-se-llama-asi", "/contactos/parecidos", "/contactos/maquinas",
      contact, `${contact.split("?")[0]}?panel=editar`, `${contact.split("?")[0]}?panel=etapa`, `${contact.split("?")[0]}?anotar=whatsapp`,
      `${contact.split("?")[0]}/borrar`, "/formularios", "/fuentes", "/fuentes/nueva", "/fuentes/contenidos", "/fuentes/import",
      "/por-revisar", "/importar", "/importar?primera=si", `/importar/${waiting}/columnas`, `/importar/${waiting}/revisar`,
      `/importar/${waiting}/preguntas`, brought, "/mas",
      "/acuerdo", "/acuerdo/versiones", "/acuerdo/v1", "/acuerdo/v1/cambios?contra=1", "/acuerdo/proponer",
      ...["personas", "personas/invitar", "equipos", "equipos/ventas", "horario", "espacio", "claves", "cambios", "borrados", "preferencias", "sesiones"].map((part) => `/ajustes/${part}`),
    );
    if (event) screens.push(event);
  });
  after(async () => {
    await browser.close();
    await criba.stop();
  });

  async function look(at, path, name) {
    const answer = await at.goto(criba.url + path);
    await light(answer, name);
    await accessible(at, name);
    await fits(at, name);
    silent(at, name);
  }

  for (const size of SIZES) for (const dark of [false, true]) {
    test(`${lang}, ${size.width} px, ${dark ? "dark" : "light"}`, async () => {
      const guest = await page(browser, { ...size, dark, lang });
      await look(guest, "/entrar", "sign-in");
      await guest.fill("#email", "nadie@tecnoclima.example");
      await guest.fill("#password", "no es esta frase");
      await guest.press("#password", "Enter");
      await guest.waitForSelector("[role=alert],[aria-invalid=true]");
      await accessible(guest, "a refused sign-in");
      await guest.context().close();
      const reader = await page(browser, { ...size, dark, lang });
      await enter(reader, criba.url);
      // One run says everything that is wrong.
      const wrong = [];
      for (const path of screens) {
        reader.errors.length = 0;
        await look(reader, path, path).catch((error) => wrong.push(error.message));
      }
      // What opens on top of a page.
      const opens = async (path, name, open, part) => {
        await reader.goto(criba.url + path);
        await open();
        await accessible(reader, name, part).catch((error) => wrong.push(error.message));
      };
      await opens("/contactos", "the bar of several", () => reader.check("[data-row] input[name=id]"));
      await opens("/contactos", "the sheet of shortcuts", async () => {
        await reader.keyboard.press("?");
        await reader.waitForSelector("#keys[open]");
      });
      await opens("/contactos", "the palette", async () => {
        await reader.keyboard.press("Control+k");
        await reader.waitForSelector("#palette li");
      });
      await opens(screens.find((path) => /^\/contactos\/[0-9a-f-]{36}/.test(path)), "the menu of a contact", () => reader.click(".menu summary"), ".menu"); // What it covers is reached without it.
      assert.ok(wrong.length === 0, wrong.join("\n"));
      await reader.context().close();
    });
  }

  // How a page breaks its lines hangs on the length of its words, and Spanish has the longer ones.
  if (lang === "es-ES") test("at 320 px nothing scrolls sideways, and with the reader's own spacing nothing is cut off", async () => {
    const reader = await page(browser, { width: 320, height: 640, lang });
    const wrong = [];
    const check = async (path) => {
      await reader.setViewportSize({ width: 320, height: 640 });
      await reader.goto(criba.url + path);
      await fits(reader, `${path} at 320 px`);
      await spaced(reader);
      for (const width of [390, 1280]) {
        await reader.setViewportSize({ width, height: 900 });
        await whole(reader, `${path} at ${width} px`);
        await fits(reader, `${path} at ${width} px, spaced`);
      }
    };
    await check("/entrar").catch((error) => wrong.push(error.message));
    await enter(reader, criba.url);
    for (const path of screens) await check(path).catch((error) => wrong.push(error.message));
    assert.ok(wrong.length === 0, wrong.join("\n"));
    await reader.context().close();
  });

  if (lang === "es-ES") for (const size of SIZES) test(`the focus is seen wherever the keyboard puts it, ${size.width} px`, async () => {
    const reader = await page(browser, { ...size, lang });
    await enter(reader, criba.url);
    const wrong = [];
    for (const path of screens) {
      await reader.goto(criba.url + path);
      await focusable(reader, path).catch((error) => wrong.push(error.message));
    }
    assert.ok(wrong.length === 0, wrong.join("\n"));
    await reader.context().close();
  });

  if (lang === "es-ES") for (const size of SIZES) test(`words that are 40 % longer are not cut off, ${size.width} px`, async () => {
    const reader = await page(browser, { ...size, lang });
    await enter(reader, criba.url);
    const wrong = [];
    for (const path of screens) {
      await reader.goto(criba.url + path);
      await lengthened(reader);
      for (const check of [fits, whole]) await check(reader, `${path}, longer`).catch((error) => wrong.push(error.message));
    }
    assert.ok(wrong.length === 0, wrong.join("\n"));
    await reader.context().close();
  });

  if (lang === "es-ES") test("a page loads a style and a script of little weight, and nothing from elsewhere", async () => {
    const reader = await page(browser, { lang });
    const loaded = [];
    reader.on("request", (request) => loaded.push(request.url()));
    await enter(reader, criba.url);
    await reader.goto(`${criba.url}/hoy`, { waitUntil: "networkidle" });
    assert.deepEqual(loaded.filter((url) => !url.startsWith(criba.url)), []);
    for (const [name, most] of [["criba.css", STYLE_BYTES_MAX], ["criba.js", SCRIPT_BYTES_MAX]]) {
      const bytes = await weight(loaded.find((url) => url.includes(name)));
      assert.ok(bytes < most, `${name} weighs ${bytes} bytes as it is sent`);
    }
    await reader.context().close();
  });
}
