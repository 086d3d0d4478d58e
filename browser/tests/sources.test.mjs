// Fuentes: how every source does, how one is set up, and what people do about it; at a desk and on a
// telephone, in the dark, in both languages, and with the keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../chromium.mjs";
import { accessible, fits, focusable, light, silent } from "../checks.mjs";
import { enter } from "../criba.mjs";
import { house } from "../house.mjs";

const { browser, criba } = await house();
const pictures = process.env.CRIBA_PICTURES;

async function look(at, path, name) {
  const answer = path ? await at.goto(criba.url + path) : null;
  if (answer) await light(answer, name);
  await accessible(at, name);
  await fits(at, name);
  silent(at, name);
  if (pictures) await at.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const send = (slug, secret, body) => fetch(`${criba.url}/hooks/${slug}`, {
  method: "POST", headers: { "content-type": "application/json", "x-criba-secret": secret }, body,
});

const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const KINDS = SIZES.flatMap((size) => [[size, false, "es-ES"], [size, true, "en-GB"]]);
let secret;

test("who has no source is told how to begin, and makes one with the keyboard", async () => {
  for (const [size, dark, lang] of KINDS) {
    const ana = await page(browser, { ...size, dark, lang });
    await enter(ana, criba.url);
    const name = `${size.width}-${dark ? "dark" : "light"}`;
    await look(ana, "/fuentes", `sources-none-${name}`);
    await look(ana, "/fuentes/nueva", `sources-kinds-${name}`);
    await look(ana, "/fuentes/nueva?tipo=ses", `sources-new-${name}`);
    await focusable(ana, "a new source");
    await ana.context().close();
  }
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/hoy`);
  await ana.keyboard.press("g");
  await ana.keyboard.press("u");
  await ana.waitForURL(/fuentes$/);
  await ana.goto(`${criba.url}/fuentes/nueva?tipo=json`);
  await ana.focus("#name");
  await ana.keyboard.type("zapier");
  await ana.keyboard.press("Enter");
  await ana.waitForSelector("#m0");
  secret = await ana.inputValue("#m0");
  await look(ana, null, "sources-made");
  await ana.goto(`${criba.url}/fuentes/zapier`);
  assert.equal(await ana.locator("#m0").count(), 0, "it is shown once");
  await ana.context().close();
});

test("what comes is seen with what it became, and what waits with what mends it", async () => {
  const good = await send("zapier", secret, '{"nombre":"Eva Ruiz","correo":"eva@empresa.example","empresa":"Acme Climatización SL"}');
  assert.deepEqual(await good.json(), { taken: 1, known: 0, ignored: 0, kept: 0 });
  await send("zapier", secret, '{"apodo":"Evita","user_key":"luz@empresa.example","equipo":"Bomba de calor"}');
  await send("zapier", secret, "no es json");
  for (const [size, dark, lang] of KINDS) {
    const ana = await page(browser, { ...size, dark, lang });
    await enter(ana, criba.url);
    const name = `${size.width}-${dark ? "dark" : "light"}`;
    await look(ana, "/fuentes", `sources-${name}`);
    await look(ana, "/fuentes/zapier", `source-${name}`);
    await focusable(ana, "a source");
    await look(ana, "/fuentes/zapier/campos", `source-fields-${name}`);
    await focusable(ana, "the fields of a source");
    await ana.context().close();
  }
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/fuentes/zapier/campos`);
  const index = await ana.$$eval("[name=h]", (all) => all.findIndex((one) => one.value === "user_key"));
  await ana.selectOption(`#c${index}`, "email");
  await ana.click("[name=ver]");
  await ana.waitForSelector("text=luz@empresa.example >> nth=1");
  await ana.click("button.p");
  await ana.waitForURL(/antes\?hecho=mapped/);
  await ana.goto(`${criba.url}/fuentes/zapier`);
  await ana.click("form[action$=cuarentena] button >> nth=0");
  await ana.waitForSelector("text=1 contados, 1 siguen en espera");
  await ana.context().close();
});

test("what came before its fields were said is told again, and put back", async () => {
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/fuentes/zapier/campos`);
  await ana.selectOption("#event", "demo_requested");
  await ana.click("button.p");
  await ana.waitForURL(/antes\?hecho=mapped/);
  for (const [size, dark, lang] of KINDS) {
    const reader = await page(browser, { ...size, dark, lang });
    await enter(reader, criba.url);
    const name = `${size.width}-${dark ? "dark" : "light"}`;
    await look(reader, "/fuentes/zapier/antes", `source-past-${name}`);
    await focusable(reader, "what came before");
    await look(reader, "/ajustes/claves", `keys-${name}`);
    await reader.context().close();
  }
  await ana.click("form[action$=antes] button.p");
  await ana.waitForURL(/hecho=retold/);
  await look(ana, null, "source-past-told");
  await ana.click("form[action$=antes] button");
  await ana.waitForURL(/hecho=untold/);
  await ana.context().close();
});

test("what people look at is listed, and what it costs stands beside what it brought", async () => {
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/fuentes/contenidos`);
  await ana.fill("#id", "/guia-bombas-de-calor");
  await ana.fill("#topic", "aerotermia");
  await ana.fill("#product", "Bombas de calor");
  await ana.keyboard.press("Enter");
  await ana.waitForURL(/hecho=saved/);
  await ana.goto(`${criba.url}/fuentes/zapier`);
  await ana.fill("#from-new", "2026-11-01");
  await ana.fill("#to-new", "2026-11-30");
  await ana.fill("#amount-new", "1.250,50");
  await ana.click("#coste .line button");
  await ana.waitForSelector("text=sin dato");
  await ana.context().close();
  for (const [size, dark, lang] of KINDS) {
    const reader = await page(browser, { ...size, dark, lang });
    await enter(reader, criba.url);
    const name = `${size.width}-${dark ? "dark" : "light"}`;
    await look(reader, "/fuentes/contenidos?editar=/guia-bombas-de-calor", `contents-${name}`);
    await focusable(reader, "the contents");
    await reader.goto(`${criba.url}/fuentes/zapier`);
    await reader.click("#coste summary");
    await look(reader, null, `source-cost-${name}`);
    await reader.context().close();
  }
});

test("another secret counts beside the one before until a moment that is shown", async () => {
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/fuentes/zapier`);
  await ana.selectOption("#hours", "168");
  await ana.click("form[action$='/clave'] button");
  await ana.waitForSelector("#m0");
  const next = await ana.inputValue("#m0");
  await look(ana, null, "source-turned");
  for (const one of [secret, next]) assert.equal((await send("zapier", one, '{"correo":"a@empresa.example"}')).status, 200);
  await ana.click("form[action$='/clave/fin'] button");
  await ana.waitForURL(/hecho=ended/);
  assert.equal((await send("zapier", secret, "{}")).status, 403);
  await ana.context().close();
});
