// Contactos: sift, keep a view, do the same with several by keys, undo it; and Por revisar.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, page } from "../chromium.mjs";
import { begin, enter, person as ana, start, stock } from "../criba.mjs";
import { silent } from "../checks.mjs";

let browser, criba;
before(async () => {
  browser = await open();
  criba = await start();
  const first = await page(browser);
  await begin(first, criba.url);
  stock(criba);
  await first.context().close();
});
after(async () => {
  await browser.close();
  await criba.stop();
});

const names = (at) => at.$$eval("[data-row] a.n", (all) => all.map((one) => one.textContent));

test("a filter stands in the address, is kept as a view and is Hoy's tab too", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos`);
  const all = (await names(rep)).length;
  await rep.keyboard.press("/");
  await rep.keyboard.type("casas");
  await rep.keyboard.press("Enter");
  await rep.waitForURL(`${criba.url}/contactos?q=casas`);
  assert.deepEqual(await names(rep), ["Laura Casas Vidal"]);
  assert.ok(all > 1);
  await rep.click("text=Guardar esta vista");
  await rep.fill("#view-name", "Casas");
  await rep.press("#view-name", "Enter");
  await rep.waitForURL(/vista=casas/);
  assert.match(await rep.textContent("h1"), /Casas/);
  await rep.goto(`${criba.url}/hoy?vista=casas`);
  assert.deepEqual(await rep.$$eval("[data-row] .n", (rows) => rows.length), 1);
  await rep.goto(`${criba.url}/contactos?q=nadie-se-llama-asi`);
  assert.match(await rep.textContent(".empty"), /Nadie cumple/);
  silent(rep, "Contactos");
  await rep.context().close();
});

test("several are given to somebody by keys, and it is undone at once", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos`);
  for (const key of ["j", "x", "J"]) await rep.keyboard.press(key);
  assert.match(await rep.textContent("[data-chosen]"), /2/);
  await rep.selectOption("#to", ana.email);
  await rep.click("button[value=assign]");
  await rep.waitForSelector(".toast");
  const mine = async () => {
    const other = await rep.context().newPage();
    await other.goto(`${criba.url}/contactos?responsable=yo`);
    const found = await names(other);
    await other.close();
    return found.length;
  };
  assert.equal(await mine(), 2);
  await rep.keyboard.press("z");
  await rep.waitForSelector(".toast", { state: "detached" });
  assert.equal(await mine(), 0);
  const file = await rep.request.get(`${criba.url}/contactos.csv?q=casas`);
  const text = await file.text();
  assert.match(text, /^\uFEFFNombre;/);
  assert.equal(text.trim().split("\n").length, 2);
  silent(rep, "Contactos");
  await rep.context().close();
});

test("what a clause suggests waits with its evidence for one key", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/por-revisar`);
  const card = await rep.textContent(".find-row");
  assert.match(card, /Laura Casas Vidal/);
  assert.match(card, /Cláusula 2\.\d+/);
  assert.equal((await rep.$$(".find-row .tl li")).length, 3, "the three downloads");
  await rep.keyboard.press("a");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".empty"), /Nada por revisar/);
  await rep.keyboard.press("z");
  await rep.waitForSelector(".find-row");
  await rep.keyboard.press("r");
  await rep.waitForSelector(".empty");
  silent(rep, "Por revisar");
  await rep.context().close();
});

test("possible duplicates stand side by side", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos/parecidos`);
  assert.ok((await rep.$$("main h1")).length === 1);
  silent(rep, "duplicates");
  await rep.context().close();
});
