// Hoy: a rep calls, says how it was and is at the next lead; with keys, with clicks, without a script.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { page } from "../chromium.mjs";
import { enter, sample } from "../criba.mjs";
import { house } from "../house.mjs";
import { accessible, silent } from "../checks.mjs";

const { browser, criba } = await house((criba) => criba.run("import", sample, "--workspace", "Tecnoclima"));

const whom = (at) => at.textContent(".dh .name");

test("each hint is shown once, where it is of use", async () => {
  const told = (at) => at.waitForResponse((answer) => answer.url().endsWith("/ajustes/pistas") && answer.status() === 204);
  const hints = (at) => at.$$eval("[data-hint]", (all) => all.filter((one) => one.offsetParent).map((one) => one.dataset.hint));
  const phone = await page(browser, { width: 390, height: 844 });
  const [first] = await Promise.all([told(phone), enter(phone, criba.url)]);
  assert.match(first.request().postData(), /hint=numbers&csrf/);
  assert.deepEqual(await hints(phone), ["numbers"], "a telephone has no keys");
  await phone.context().close();
  const rep = await page(browser);
  await Promise.all([told(rep), enter(rep, criba.url)]);
  assert.deepEqual(await hints(rep), ["keys"], "what the telephone has shown is not shown again");
  await rep.click(".hint-keys button");
  assert.deepEqual(await hints(rep), [], "it can be put away");
  await rep.goto(`${criba.url}/hoy`);
  assert.deepEqual(await hints(rep), []);
  await Promise.all([told(rep), rep.click("button[value=no_answer]")]);
  assert.deepEqual(await hints(rep), ["undo"]);
  await accessible(rep, "Hoy with a hint");
  await rep.keyboard.press("z");
  await rep.waitForSelector(".toast:has-text('Deshecho')");
  await rep.click("button[value=no_answer]");
  await rep.waitForSelector(".toast button");
  assert.deepEqual(await hints(rep), []);
  await rep.keyboard.press("z");
  await rep.waitForSelector(".toast:has-text('Deshecho')");
  silent(rep, "Hoy");
  await rep.context().close();
});

test("call, outcome, next: at most four keys, and it can be undone", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const called = await whom(rep);
  let keys = 0;
  const press = async (key) => {
    keys += 1;
    await rep.keyboard.press(key);
  };
  // The dialler of the machine is no part of the page: what it would be given is kept instead.
  await rep.evaluate(() => document.querySelector(".d [data-call]").addEventListener("click", (event) => {
    event.preventDefault();
    window.dialled = event.currentTarget.href;
  }));
  await press("l");
  assert.match(await rep.evaluate(() => window.dialled), /^tel:\+\d+$/);
  await press("2");
  await rep.waitForSelector(".toast");
  assert.ok(keys <= 4, `${keys} keys`);
  assert.match(await rep.textContent(".toast"), new RegExp(called));
  assert.notEqual(await whom(rep), called, "the next lead is shown");
  await rep.keyboard.press("z");
  await rep.waitForFunction((name) => document.querySelector(".dh .name")?.textContent === name, called);
  assert.match(await rep.textContent(".toast"), new RegExp(`Deshecho. ${called}`));
  assert.ok(!rep.url().includes("hecho"), `${rep.url()} says what was done`);
  silent(rep, "Hoy");
  await rep.context().close();
});

test("the keyboard alone puts somebody off until later", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const put = await whom(rep);
  await rep.keyboard.press("5");
  await rep.waitForFunction(() => document.activeElement?.matches("[data-focus]"));
  await rep.keyboard.press("Enter");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".toast"), new RegExp(put));
  await rep.keyboard.press("z");
  await rep.waitForSelector(".toast:has-text('Deshecho')");
  await rep.context().close();
});

test("a date that is over is said beside it, and what was written stays", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const called = await whom(rep);
  await rep.keyboard.press("4");
  await rep.waitForSelector("#next_date:focus");
  await rep.fill("#next_date", "2020-01-31");
  await rep.fill("#text", "prefiere las tardes");
  await rep.press("#text", "Enter");
  await rep.waitForSelector("#next_date[aria-invalid]:focus");
  assert.match(await rep.textContent("#wrong"), /31\/01\/2020 ya pasó/);
  assert.equal(await rep.inputValue("#text"), "prefiere las tardes");
  assert.equal(await whom(rep), called);
  await accessible(rep, "Hoy with a form that was not taken");
  await rep.context().close();
});

test("an appointment takes a date, and a rejection one digit more", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const booked = await whom(rep);
  await rep.keyboard.press("3");
  await rep.waitForSelector("#next_date:focus");
  // Nothing was written, so one key leaves it.
  await rep.keyboard.press("Escape");
  await rep.waitForSelector("#how-note");
  await rep.keyboard.press("3");
  await rep.waitForSelector("#next_date:focus");
  await rep.keyboard.press("Enter");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".toast"), new RegExp(`${booked}.*reunión`));
  const rejected = await whom(rep);
  await rep.waitForSelector(".d:not([data-new])");
  await rep.keyboard.press("6");
  await rep.waitForSelector(".reasons");
  await rep.waitForFunction(() => document.activeElement?.matches("[data-focus]"));
  await rep.keyboard.press("1");
  await rep.waitForSelector(".toast:has-text('No encaja')");
  assert.match(await rep.textContent(".toast"), new RegExp(`${rejected}: No encaja`));
  silent(rep, "Hoy");
  await rep.context().close();
});

test("a panel opens in its place, its digit switches to it, and what opened it has the focus again", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  await rep.waitForLoadState("networkidle");
  const called = await whom(rep), contact = await rep.getAttribute(".d", "data-contact");
  const asked = [];
  rep.on("request", (request) => request.isNavigationRequest() && asked.push(request.url()));
  const open = () => rep.getAttribute("#como > form [name=paso]", "value");
  const step = () => new URL(rep.url()).searchParams.get("paso");
  const focused = (query) => rep.evaluate((query) => document.activeElement.matches(query), query);
  // Of two presses, the second means none of what came in between.
  await rep.evaluate(() => {
    for (const _ of [1, 2]) document.dispatchEvent(new KeyboardEvent("keydown", { key: "6", bubbles: true }));
  });
  assert.equal(await open(), "reject");
  assert.equal(step(), "reject");
  assert.ok(await focused("#como [data-focus]"));
  await accessible(rep, "Hoy with a panel that was opened in it");
  await rep.keyboard.press("Escape");
  assert.equal(await open(), "");
  assert.equal(step(), null);
  assert.ok(await focused("[data-opens=reject]"));
  // Where no field has the focus, digits mean what they mean beside the outcomes.
  await rep.keyboard.press("5");
  assert.equal(await open(), "not_yet");
  await rep.keyboard.press("4");
  assert.equal(await open(), "call_back");
  assert.ok(await focused("#next_date"));
  await rep.keyboard.press("5");
  assert.equal(await open(), "call_back", "in a field a digit is text");
  await rep.keyboard.press("n");
  await rep.fill("#text", "pide precio");
  await rep.keyboard.press("Escape");
  assert.equal(await open(), "call_back", "what was written in is not closed by leaving the field");
  await rep.keyboard.press("3");
  assert.equal(await open(), "booked");
  assert.equal(await rep.inputValue("#text"), "pide precio", "the note goes along");
  await rep.evaluate(() => document.activeElement.blur());
  await rep.keyboard.press("1");
  assert.equal(await open(), "booked", "an outcome that is not in sight is not logged");
  await rep.keyboard.press("h");
  assert.equal(await open(), "snooze");
  await rep.evaluate(() => document.activeElement.blur());
  await rep.keyboard.press("6");
  assert.equal(await open(), "reject");
  // As a link each leads to the same by itself.
  await rep.reload();
  assert.equal(await open(), "reject");
  assert.equal(await rep.inputValue("#reject-note"), "pide precio");
  await rep.waitForFunction(() => document.activeElement.matches("[data-focus]"));
  await rep.keyboard.press("Escape");
  assert.equal(await open(), "");
  assert.equal(await rep.inputValue("#how-note"), "pide precio");
  await rep.fill("#how-note", "");
  await rep.keyboard.press("Escape");
  asked.length = 0;
  // Of two clicks, the second chooses nothing of what has opened under it.
  await rep.dblclick("[data-opens=reject]");
  assert.equal(await open(), "reject");
  assert.equal(await whom(rep), called);
  assert.deepEqual(asked, [], "no page is asked for");
  await rep.waitForSelector(".reasons");
  await rep.keyboard.press("1");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".toast"), new RegExp(`${called}: No encaja`));
  assert.notEqual(await rep.getAttribute(".d", "data-contact"), contact);
  await rep.keyboard.press("z");
  await rep.waitForSelector(".toast:has-text('Deshecho')");
  silent(rep, "Hoy");
  await rep.context().close();
});

test("a note is no outcome, and goes along into what opens", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const called = await whom(rep);
  const contact = await rep.getAttribute(".d", "data-contact");
  const at = `${criba.url}/hoy?c=${contact}`;
  await rep.fill("#how-note", "pide precio por escrito");
  await rep.press("#how-note", "Enter");
  assert.equal(await whom(rep), called);
  assert.equal(await rep.$(".toast"), null, "nothing is logged");
  await rep.keyboard.press("Escape");
  for (const [key, field] of [["3", "#text"], ["4", "#text"], ["5", "#note"], ["6", "#reject-note"]]) {
    await rep.keyboard.press(key);
    await rep.waitForSelector(".panel");
    assert.equal(await rep.inputValue(field), "pide precio por escrito", key);
    // What opened may have taken the focus into a field; outside of it `n` goes to the note.
    await rep.evaluate(() => document.activeElement.blur());
    await rep.keyboard.press("n");
    await rep.waitForSelector(`${field}:focus`);
    if (key === "6") await rep.press(field, "Enter");
    assert.equal(await rep.$(".toast"), null, "no reason was chosen");
    await rep.goto(at);
  }
  // The date beside the reason, on the contact's own page, means none of the reasons either.
  await rep.goto(`${criba.url}/contactos/${contact}?panel=rechazar`);
  await rep.focus("#reject-until");
  await rep.keyboard.press("Enter");
  await rep.press("#reject-note", "Enter");
  assert.ok(!rep.url().includes("hecho"), rep.url());
  // What is open on the page is left before the page.
  await rep.keyboard.press("Escape");
  await rep.waitForURL((url) => !url.search.includes("panel"));
  assert.equal(new URL(rep.url()).pathname, `/contactos/${contact}`);
  await rep.goto(at);
  await rep.keyboard.press("h");
  await rep.waitForSelector("#next_date:focus");
  assert.equal(await rep.inputValue("#text"), "pide precio por escrito");
  await rep.keyboard.press("Enter");
  await rep.waitForSelector(".toast");
  await rep.goto(at);
  assert.equal(await rep.inputValue("#how-note"), "", "it was written down once");
  assert.match(await rep.textContent(".tl"), /pide precio por escrito/);
  silent(rep, "Hoy");
  await rep.context().close();
});

test("over http in one's own network, answers are kept and the link is copied", async () => {
  const rep = await page(browser);
  // What browsers keep to https.
  await rep.addInitScript(() => {
    delete Crypto.prototype.randomUUID;
    Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
  });
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const [saved] = await Promise.all([rep.waitForResponse(/\/datos$/), rep.evaluate(() => {
    const field = document.querySelector(".ask :is(input,select)");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  })]);
  assert.ok(saved.status() < 400);
  await rep.waitForSelector("form.saved");
  await rep.keyboard.press(".");
  await rep.waitForSelector("#flash:text('Enlace copiado')");
  await rep.keyboard.press("n");
  await rep.keyboard.press("Control+v");
  assert.equal(await rep.inputValue("#how-note"), rep.url());
  await rep.fill("#how-note", "");
  silent(rep, "Hoy over http");
  await rep.context().close();
});

test("the same by two clicks", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const called = await whom(rep);
  await rep.click("button[value=talked]");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".toast"), new RegExp(called));
  await rep.context().close();
});

test("without a script everything can be read and every outcome logged", async () => {
  const rep = await page(browser, { script: false });
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const called = await whom(rep);
  await rep.click("details.more summary");
  await rep.click("button[value=voicemail]");
  await rep.waitForSelector(".toast");
  assert.match(await rep.textContent(".toast"), new RegExp(`${called}.*buzón`));
  await rep.click(".toast button");
  await rep.waitForURL(/\/hoy/);
  await rep.click("text=Rechazar…");
  await rep.waitForSelector(".reasons button");
  await rep.context().close();
});

test("what follows an outcome goes with the date that the note says", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const usual = await rep.textContent("[data-then]");
  await rep.fill("#how-note", "llamar después de Semana Santa");
  await rep.waitForFunction((usual) => document.querySelector("[data-then]").textContent !== usual, usual);
  await rep.fill("#how-note", "");
  await rep.waitForFunction((usual) => document.querySelector("[data-then]").textContent === usual, usual);
  await rep.route(/sugerencias/, (route) => route.abort());
  const failed = rep.waitForEvent("requestfailed");
  await rep.fill("#how-note", "el martes");
  await failed;
  assert.equal(await rep.textContent("[data-then]"), usual, "a failure changes nothing");
  await rep.context().close();
});

test("keys are off in fields and for who turned them off", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const called = await whom(rep);
  await rep.keyboard.press("n");
  await rep.waitForSelector("#how-note:focus");
  await rep.keyboard.type("2 veces");
  assert.equal(await rep.inputValue("#how-note"), "2 veces");
  assert.equal(await whom(rep), called);
  await rep.keyboard.press("Escape");
  await rep.keyboard.press("?");
  await rep.waitForSelector("#keys[open]");
  await rep.keyboard.press("Escape");
  await rep.keyboard.press("Control+k");
  await rep.waitForSelector("#palette[open]");
  await rep.keyboard.type("nadie se llama asi");
  await rep.waitForSelector("#palette-none:text('Nada')");
  silent(rep, "Hoy");
  await rep.context().close();
});

test("a deadline is said when it becomes due soon and when it passes, not each minute", async () => {
  const list = join(criba.data, "pide.csv");
  writeFileSync(list, "Nombre;Móvil;Empresa\nPaula Rey;612 345 678;Frío Rey\n");
  criba.run("import", list, "--workspace", "Tecnoclima", "--event", "quote_requested");
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.clock.install();
  await rep.goto(`${criba.url}/hoy?vista=todas`);
  await rep.click(".n:has-text('Paula Rey')");
  await rep.waitForSelector(".dh .name:has-text('Paula Rey')");
  await rep.evaluate(() => {
    window.heard = [];
    const live = document.getElementById("live");
    new MutationObserver(() => live.textContent && window.heard.push(live.textContent)).observe(live, { childList: true });
  });
  const [soon, due] = await rep.$eval(".due time", (time) => [Date.parse(time.dataset.due), Date.parse(time.dateTime)]);
  const until = async (moment) => rep.clock.fastForward(moment - (await rep.evaluate(() => Date.now())) + 61_000);
  await until(soon);
  await rep.waitForFunction(() => window.heard.length === 1);
  await rep.clock.runFor(240_000);
  await until(due);
  await rep.waitForFunction(() => window.heard.length === 2);
  await rep.clock.runFor(240_000);
  assert.deepEqual(await rep.evaluate(() => window.heard), ["Paula Rey: por vencer", "Paula Rey: vencido"]);
  await rep.context().close();
});

test("what can be undone stays for as long as it is looked at", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.clock.install();
  await rep.goto(`${criba.url}/hoy`);
  await rep.click("button[value=no_answer]");
  await rep.waitForSelector(".toast");
  await rep.hover(".toast");
  await rep.clock.runFor(30_000);
  assert.ok(await rep.isVisible(".toast:not(.gone)"), "the pointer is on it");
  await rep.focus(".toast button");
  await rep.mouse.move(700, 5);
  await rep.clock.runFor(30_000);
  assert.ok(await rep.isVisible(".toast:not(.gone)"), "the focus is on it");
  await rep.evaluate(() => document.activeElement.blur());
  await rep.clock.runFor(11_000);
  await rep.waitForSelector(".toast", { state: "detached" });
  await rep.context().close();
});

test("back from the dialler, the first outcome has the focus", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  await rep.evaluate(() => document.querySelector(".d [data-call]").addEventListener("click", (event) => event.preventDefault()));
  await rep.click(".d [data-call]");
  await rep.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  assert.equal(await rep.evaluate(() => document.activeElement.value), "talked");
  silent(rep, "Hoy");
  await rep.context().close();
});
