// Importar: what was decided is kept from step to step, every row is accounted for, and it can be
// undone but for those that somebody has worked with.

import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../chromium.mjs";
import { enter } from "../criba.mjs";
import { house } from "../house.mjs";
import { silent } from "../checks.mjs";

const LIST = [
  "Nombre;Correo;Empresa;Cargo;Color",
  "Ana Ruiz;ana@uno.example;Uno;Directora;azul",
  "Luis Gil;luis@dos.example;Dos;Gerente;rojo",
  "Ana Ruiz;ana@uno.example;Uno;;azul",
  ";;;;",
  "Eva Sanz;no es un correo;Tres;;verde",
].join("\n");
const file = { name: "stand.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) };

const { browser, criba } = await house();

const figures = (at) => at.$$eval(".big-kp div", (all) => Object.fromEntries(all.map((one) => [one.children[0].textContent, Number(one.children[1].textContent)])));

test("a list comes in as it was decided, and goes out again", async () => {
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/importar`);
  await ana.setInputFiles("#file", file);
  await ana.waitForURL(/columnas/);
  assert.doesNotMatch(await ana.textContent("form.fields"), /\.\./);
  await ana.fill("#name", "Stand de Valencia");
  await ana.selectOption("#c4", "-");
  await ana.check("input[value=given]");
  await ana.click("form.fields button.p >> nth=0");
  await ana.waitForSelector("[role=alert]");
  assert.equal(await ana.inputValue("#name"), "Stand de Valencia", "nothing that was typed is lost");
  await ana.fill("#evidence", "Casilla del formulario del stand, 12/03/2026");
  await ana.click("form.fields button.p >> nth=0");
  await ana.waitForURL(/revisar/);
  assert.equal((await figures(ana)).Nuevos, 3);
  await ana.click("text=Volver a las columnas");
  await ana.waitForURL(/columnas/);
  assert.equal(await ana.inputValue("#c4"), "-", "the columns are as they were decided");
  await ana.keyboard.press("Enter");
  await ana.waitForURL(/revisar/);
  await ana.keyboard.press("Enter");
  await ana.waitForSelector("a[href='/hoy'].p");
  const came = await figures(ana);
  assert.equal(came.Nuevos, 3);
  await ana.goto(`${criba.url}/contactos?q=luis`);
  await ana.click("a.n");
  assert.match(await ana.textContent("main"), /Stand de Valencia|stand\.csv/);
  await ana.goto(`${criba.url}/hoy?vista=todas`);
  const worked = await ana.textContent(".dh .name");
  await ana.click("button[value=talked]");
  await ana.waitForSelector(".toast");
  await ana.goto(`${criba.url}/importar`);
  await ana.click("main table a");
  ana.on("dialog", (dialog) => dialog.accept());
  await ana.click("form[action$=deshacer] button");
  await ana.waitForSelector("form[action$=deshacer]", { state: "detached" });
  assert.match(await ana.textContent("main"), new RegExp(worked), "who was worked with is named and stays");
  await ana.goto(`${criba.url}/contactos`);
  assert.deepEqual(await ana.$$eval("[data-row] a.n", (all) => all.map((one) => one.textContent)), [worked.trim()]);
  silent(ana, "Importar");
  await ana.context().close();
});

test("the same list twice says so", async () => {
  const ana = await page(browser);
  await enter(ana, criba.url);
  for (const expected of [3, 0]) {
    await ana.goto(`${criba.url}/importar`);
    await ana.fill("#cells", LIST.replaceAll(";", "\t").replaceAll("uno.example", "otra.example").replaceAll("dos.example", "otro.example").replaceAll("Ruiz", "Roca").replaceAll("Gil", "Gala").replaceAll("Sanz", "Sol"));
    await ana.click("form[data-drop] button");
    await ana.waitForURL(/columnas/);
    await ana.keyboard.press("Enter");
    await ana.waitForURL(/revisar/);
    await ana.keyboard.press("Enter");
    await ana.waitForSelector("a[href='/hoy'].p");
    assert.equal((await figures(ana)).Nuevos, expected);
  }
  await ana.context().close();
});

test("columns called as fields are in English are told as those fields", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/importar`);
  const text = "First Name,Last Name,Email,Job Title,Company\nAna,Ruiz,ana.r@uno.example,Director,Uno\n";
  await rep.setInputFiles("#file", { name: "en.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await rep.waitForURL(/columnas/);
  const chosen = await rep.$$eval("table.cols select", (all) => all.map((one) => one.selectedOptions[0].textContent));
  assert.deepEqual(chosen, ["Nombre de pila", "Apellidos", "Correo", "Cargo", "Empresa"]);
  await rep.context().close();
});
