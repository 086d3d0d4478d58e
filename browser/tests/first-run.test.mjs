// The first run: four fields, one box, columns, review, three questions, and a list whose first one
// anybody would call first.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open, page } from "../chromium.mjs";
import { begin, root, sample, start } from "../criba.mjs";
import { accessible, fits, silent } from "../checks.mjs";

/** The lists of the fair are beside the checkout on the machines of those who have them. */
const fair = join(root, "..", "shared", "data", "feria");
const lists = [sample, join(fair, "feria_contactos.csv"), join(fair, "feria_contactos.xlsx")];
const missing = (list) => ({ skip: !existsSync(list) && "the list is not beside the checkout" });
/** The whole way, in milliseconds of the machine. */
const FIRST_RUN_MAX = 180_000;

let browser;
before(async () => (browser = await open()));
after(() => browser.close());

for (const list of lists) test(`from ${list.split("/").pop()} to a ranked Hoy with four presses of Enter`, missing(list), async () => {
  const criba = await start();
  const began = Date.now();
  const person = await page(browser);
  await begin(person, criba.url);
  await person.setInputFiles("#file", list);
  await person.waitForURL(/columnas/);
  await person.keyboard.press("Enter");
  await person.waitForURL(/revisar/);
  await person.keyboard.press("Enter");
  await person.waitForURL(/preguntas/);
  assert.ok((await person.$$("input[name=chosen]:checked")).length > 0, "choices are proposed");
  await person.keyboard.press("Enter");
  await person.waitForURL(/\/hoy/, { timeout: FIRST_RUN_MAX });
  assert.ok(Date.now() - began < FIRST_RUN_MAX);
  const rows = await person.$$eval("[data-row]", (rows) => rows.slice(0, 10).map((row) => row.innerText));
  assert.ok(rows.length >= 10);
  for (const row of rows) assert.match(row, /MQL/, "the first ten are those that can buy and showed interest");
  const scores = await person.$$eval("[data-row] .sc b", (all) => all.slice(0, 10).map((one) => Number(one.lastChild.textContent)));
  assert.deepEqual(scores, [...scores].sort((a, b) => b - a), "best first");
  const reasons = await person.$$eval("[data-row] .w", (all) => all.slice(0, 10).map((one) => one.textContent.trim()));
  assert.ok(reasons.every(Boolean), "each says why");
  await person.goto(`${criba.url}/contactos`);
  silent(person, "first run");
  await person.context().close();
  await criba.stop();
});

test("without a script: paste cells, and skip the questions", async () => {
  const criba = await start();
  const person = await page(browser, { script: false });
  await begin(person, criba.url, { country: "MX" });
  await person.fill("#cells", "Nombre\tCorreo\tCargo\nAna Ruiz\tana@uno.example\tDirectora\nLuis Gil\tluis@dos.example\tGerente");
  await person.click("form[data-drop] button");
  await person.waitForURL(/columnas/);
  await person.click("form.fields button.p >> nth=0");
  await person.waitForURL(/revisar/);
  await person.click("a.btn.p");
  await person.waitForURL(/preguntas/);
  await person.click("button[name=skip]");
  await person.waitForURL(/\/hoy/);
  assert.equal((await person.$$("[data-row]")).length, 2);
  await person.context().close();
  await criba.stop();
});

test("what is no list is refused in a sentence, and nothing is kept", async () => {
  const criba = await start();
  const person = await page(browser);
  await begin(person, criba.url);
  await person.setInputFiles("#file", { name: "foto.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n\x1a\n\0\0\0", "latin1") });
  await person.waitForSelector("[role=alert]");
  assert.match(await person.textContent("[role=alert]"), /\S{3}/);
  assert.equal((await person.$$("main table")).length, 0);
  await person.context().close();
  await criba.stop();
});

test("without a list: the sample company, from which one leaves with one click", async () => {
  const criba = await start();
  const person = await page(browser);
  await begin(person, criba.url);
  await person.click("form[action='/ejemplo'] button");
  await person.waitForURL(/\/hoy/, { timeout: FIRST_RUN_MAX });
  assert.match(await person.textContent(".band"), /Datos de ejemplo/);
  assert.match(await person.textContent("[data-row] .n"), /Ximena Ordóñez/);
  const below = await person.evaluate(() => Math.round(document.querySelector(".ft").getBoundingClientRect().bottom - innerHeight));
  assert.equal(below, 0, "the line of keys ends where the window does");
  await person.click("button[value=no_answer]");
  await person.waitForSelector(".toast");
  await accessible(person, "Hoy of the sample");
  await fits(person, "Hoy of the sample");
  await person.click(".band button");
  await person.waitForSelector(".empty");
  assert.equal((await person.$$(".band")).length, 0);
  assert.equal(await person.textContent(".brand small"), "Tecnoclima");
  silent(person, "the sample");
  await person.context().close();
  await criba.stop();
});
