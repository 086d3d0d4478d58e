// Contactos: sift, keep a view, do the same with several by keys, undo it; and Por revisar.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { page } from "../chromium.mjs";
import { enter, person as ana, stock } from "../criba.mjs";
import { house } from "../house.mjs";
import { accessible, silent } from "../checks.mjs";

const { browser, criba } = await house(stock);

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

test("Enter in the bar of several means the action that it stands in, and by itself none", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos`);
  for (const key of ["j", "x", "J", "?", "x", "*", "a", "Escape"]) await rep.keyboard.press(key);
  assert.match(await rep.textContent("[data-chosen]"), /2/, "behind the sheet of shortcuts no key chooses");
  await rep.click("button[value=assign]");
  assert.equal(await rep.evaluate(() => document.activeElement.id), "to", "to give them takes somebody");
  await rep.selectOption("#to", ana.email);
  await rep.press("#to", "Enter");
  await rep.waitForSelector(".toast");
  await rep.goto(`${criba.url}/contactos?responsable=yo`);
  assert.equal((await names(rep)).length, 2);
  for (const key of ["j", "x", "J"]) await rep.keyboard.press(key);
  await rep.fill("#evidence", "pidió precio");
  await rep.press("#evidence", "Enter");
  assert.equal(await rep.evaluate(() => document.activeElement.id), "stage", "to move them takes a stage");
  await rep.press("[data-row].cur input[name=id]", "Enter");
  await rep.waitForURL(/contactos\/[0-9a-f-]{36}/);
  // Without a script it means none of them, and what was chosen and typed stays.
  const plain = await page(browser, { script: false });
  await enter(plain, criba.url);
  await plain.goto(`${criba.url}/contactos?responsable=yo`);
  for (const box of await plain.$$("input[name=id]")) await box.check();
  for (const [act, said] of [
    [() => plain.press("#evidence", "Enter"), /cada acción tiene su botón/],
    [() => plain.press("input[name=id]", "Enter"), /cada acción tiene su botón/],
    [() => plain.click("button[value=assign]"), /Falta elegir a quién/],
    [() => plain.click("button[value=plan]"), /Falta el día/],
  ]) {
    await plain.fill("#evidence", "pidió precio");
    await Promise.all([plain.waitForResponse((answer) => answer.status() === 422), act()]);
    assert.match(await plain.textContent("#wrong"), said);
    assert.equal((await plain.$$("input[name=id]:checked")).length, 2);
    assert.equal(await plain.inputValue("#evidence"), "pidió precio");
  }
  await plain.selectOption("#to", "nadie");
  await plain.click("button[value=assign]");
  await plain.waitForSelector(".toast");
  assert.equal((await names(plain)).length, 0);
  silent(rep, "Contactos");
  await rep.context().close();
  await plain.context().close();
});

test("a cell is changed where it stands, what is wrong is said beside it, and it is undone", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  const list = `${criba.url}/contactos?q=casas&col=empresa&col=responsable&col=telefono&col=correo`;
  await rep.goto(list);
  const row = (part) => rep.textContent(`[data-row] ${part}`);
  const isOpen = () => rep.$("#cell").then(Boolean);
  assert.equal(await row("small"), "Directora General");
  for (const key of ["j", "e"]) await rep.keyboard.press(key);
  await rep.keyboard.type("Otra");
  await rep.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  assert.equal(await row("small"), "Directora General", "Escape leaves it as it was");
  await rep.keyboard.press("e");
  await rep.keyboard.type("Gerente");
  await rep.keyboard.press("Enter");
  await rep.waitForSelector(".toast");
  assert.equal(await row("small"), "Gerente");
  assert.equal(await rep.evaluate(() => document.activeElement.textContent), "Laura Casas Vidal", "back at its row");

  // Tab goes through what can be changed; a telephone that is none is said beside the field.
  await rep.keyboard.press("e");
  for (let cell = 0; cell < 3; cell += 1) await rep.keyboard.press("Tab");
  assert.match(await rep.getAttribute("#cell", "aria-label"), /^Teléfono: Laura/);
  await rep.keyboard.type("nada");
  await rep.keyboard.press("Enter");
  await rep.waitForSelector("#cell[aria-invalid]");
  assert.match(await rep.textContent("#cell-error"), /«nada» no se puede leer como teléfono/);
  assert.equal(await rep.inputValue("#cell"), "nada", "what was typed is kept");
  await accessible(rep, "an open cell");
  await rep.fill("#cell", "612 345 678");
  await rep.click(".cell button");
  await rep.waitForSelector(".toast");
  assert.equal(await row("a[href^='tel:']"), "+34 612 34 56 78");

  await rep.click("[data-row] td:nth-child(4)");
  await rep.selectOption("#cell", ana.email);
  await rep.press("#cell", "Enter");
  await rep.waitForSelector("[data-row] td:nth-child(4):not(:empty):not(:has(.cell))");
  await rep.waitForSelector(".toast");
  await rep.keyboard.press("z");
  await rep.waitForSelector(".toast", { state: "detached" });
  assert.equal(await row("td:nth-child(4)"), "", "nobody answers for them again");
  silent(rep, "Contactos");
  await rep.context().close();
});

test("without a script, and on a telephone, one contact's form opens from the list", async () => {
  const plain = await page(browser, { script: false });
  await enter(plain, criba.url);
  await plain.goto(`${criba.url}/contactos?q=casas`);
  await plain.check("input[name=id]");
  await plain.click("button[value=edit]");
  assert.match(plain.url(), /panel=editar&de=\/contactos/);
  assert.equal(await plain.inputValue("[name='person.company']"), "Envases Casas");
  await plain.context().close();
  const phone = await page(browser, { width: 390, height: 844 });
  await enter(phone, criba.url);
  await phone.goto(`${criba.url}/contactos?q=casas`);
  await phone.click(".pe");
  await phone.waitForURL(/panel=editar/);
  // What is done with several stands above the tabs, small, and a chosen card can be read.
  await phone.goto(`${criba.url}/contactos`);
  await phone.check("[data-row]:nth-child(2) input[name=id]");
  const stands = await phone.evaluate(() => {
    const name = document.querySelector("[data-row]:nth-child(2) a.n").getBoundingClientRect();
    const [bar, tabs] = [".several", ".tabbar"].map((one) => document.querySelector(one).getBoundingClientRect());
    const read = [name.left + 3, name.right - 3].map((x) => document.elementFromPoint(x, name.top + name.height / 2)?.className);
    return { read, isAbove: bar.bottom <= tabs.top + 1, height: bar.height };
  });
  assert.deepEqual(stands.read, ["n", "n"]);
  assert.ok(stands.isAbove && stands.height < 160, JSON.stringify(stands));
  assert.ok(!(await phone.isVisible("#to")));
  await phone.click("button[value=assign]");
  assert.ok(await phone.isVisible("#to"), "the first press shows what it takes");
  // What is done with a contact stands on one line of a telephone, also of a narrow one.
  await phone.goto(`${criba.url}/contactos?etapa=mql`);
  await phone.click("[data-row] a.n");
  for (const width of [390, 360]) {
    await phone.setViewportSize({ width, height: 844 });
    const tops = await phone.$$eval(".act .btn", (all) => all.filter((one) => one.offsetParent).map((one) => Math.round(one.getBoundingClientRect().top)));
    assert.equal(tops.length, 4, "mail, accept, reject, more");
    assert.equal(new Set(tops).size, 1, `${width} px: ${tops}`);
    // Who, by when and where they are come first, and then what is done.
    const path = await phone.$eval(".path", (one) => one.getBoundingClientRect());
    assert.ok(path.top < 300 && path.bottom <= tops[0], `${width} px: the path begins at ${path.top}, what is done stands at ${tops[0]}`);
  }
  silent(phone, "Contactos");
  await phone.context().close();
});

test("what a clause suggests waits with its evidence for one key", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/por-revisar`);
  const card = await rep.textContent(".find-row");
  assert.match(card, /Laura Casas Vidal/);
  assert.match(card, /Cláusula 2\.\d+/);
  assert.equal((await rep.$$(".find-row .tl li")).length, 3, "the three downloads");
  // Neither behind a g nor behind the sheet of shortcuts does a key answer.
  await rep.keyboard.press("?");
  assert.match(await rep.textContent("#keys"), /Pasar a la etapa propuesta.*No procede/);
  for (const key of ["r", "Escape", "g", "a"]) await rep.keyboard.press(key);
  await rep.waitForURL(/acuerdo/);
  await rep.goto(`${criba.url}/por-revisar`);
  await rep.waitForSelector(".find-row");
  await rep.keyboard.press("a");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".empty"), /Nada por revisar/);
  await rep.keyboard.press("z");
  await rep.waitForSelector(".find-row");
  await rep.keyboard.press("r");
  assert.match(await rep.textContent(".empty"), /Abrir el Acuerdo/);
  silent(rep, "Por revisar");
  await rep.context().close();
});

test("what is being written about somebody outlives a tab of the form and a way back", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos?q=casas`);
  await rep.click("[data-row] a.n");
  const contact = rep.url();
  await rep.fill("#nt", "prefiere las tardes");
  await rep.click(".comp a:text('Llamada')");
  await rep.waitForSelector("#outcome");
  assert.equal(await rep.inputValue("#text"), "prefiere las tardes");
  // Escape closes what is open before it leaves.
  await rep.click(".menu summary");
  await rep.keyboard.press("Escape");
  assert.equal(await rep.getAttribute(".menu", "open"), null);
  assert.match(rep.url(), /anotar=llamada/);
  await rep.keyboard.press("Escape");
  await rep.waitForURL(/contactos\?q=casas/);
  await rep.goto(contact);
  assert.equal(await rep.inputValue("#nt"), "prefiere las tardes");
  await rep.click(".note-form button");
  await rep.waitForSelector(".toast");
  assert.equal(await rep.inputValue("#nt"), "", "what was kept is not written twice");
  // Fields side by side begin at one height, with a line of help and without.
  await rep.goto(`${contact}&panel=etapa`);
  const tops = await rep.$$eval("#panel .two :is(input,select)", (all) => all.map((one) => one.getBoundingClientRect().top));
  assert.equal(tops[0], tops[1]);
  await rep.goto(`${contact}&panel=unir`);
  assert.doesNotMatch(await rep.textContent("#panel"), /Nadie parecido/, "nobody was looked for yet");
  // Why nobody may call is long, and leaves the name its room.
  await rep.goto(`${contact}&panel=permiso`);
  await rep.selectOption("#given", "no");
  await rep.fill("#evidence", "lo dijo por teléfono");
  await rep.click("#panel button.p");
  await rep.waitForSelector(".act :text('No llamar')");
  const head = await rep.$eval(".hd", (one) => ({ height: one.offsetHeight, who: one.querySelector(".who").offsetWidth }));
  assert.ok(head.who >= 400 && head.height < 160, JSON.stringify(head));
  silent(rep, "Contacto");
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

test("everybody whom a filter holds is chosen after the page, said before and undone", async () => {
  const list = `${criba.data}/muchos.csv`;
  const rows = Array.from({ length: 60 }, (_, n) => `Persona ${n};persona${n}@muchos.example`);
  writeFileSync(list, ["Nombre;Correo", ...rows].join("\n"));
  criba.run("import", list, "--workspace", "Tecnoclima");
  for (const script of [true, false]) {
    const rep = await page(browser, { script });
    await enter(rep, criba.url);
    await rep.goto(`${criba.url}/contactos?q=muchos`);
    if (script) {
      assert.equal(await rep.isVisible("[data-whole]"), false);
      await rep.check("[data-all]");
    }
    await rep.check("[data-whole]");
    if (script) assert.match(await rep.textContent("[data-chosen]"), /\(60\)/);
    await rep.selectOption("#to", ana.email);
    if (script) await rep.waitForFunction(() => document.querySelector("[data-effect=assign]").textContent.includes("60"));
    await rep.click("button[value=assign]");
    assert.match(await rep.textContent("h1"), /¿Asignar 60 contactos/);
    await rep.click("main button.p");
    await rep.waitForURL(/contactos\?q=muchos/);
    assert.match(await rep.textContent(".toast"), /60/);
    await rep.click(".toast button");
    await rep.goto(`${criba.url}/contactos?q=muchos&responsable=${ana.email}`);
    assert.match(await rep.textContent("main"), /Nadie cumple/);
    if (script) silent(rep, "Contactos");
    await rep.context().close();
  }
});

test("x and Shift+J begin at the first row", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  const chosen = () => rep.$$eval("[data-row] input[name=id]", (all) => all.slice(0, 3).map((one) => one.checked));
  await rep.goto(`${criba.url}/contactos`);
  await rep.keyboard.press("x");
  assert.deepEqual(await chosen(), [true, false, false]);
  await rep.goto(`${criba.url}/contactos`);
  await rep.keyboard.press("Shift+J");
  assert.deepEqual(await chosen(), [true, true, false]);
  silent(rep, "Contactos");
  await rep.context().close();
});
