// A form as whoever it is for fills it in: without a script, with the keyboard, on a telephone, in
// the dark; and the page on which it is made.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { page } from "../chromium.mjs";
import { accessible, fits, focusable, light } from "../checks.mjs";
import { enter } from "../criba.mjs";
import { house } from "../house.mjs";

const { browser, criba } = await house();
const pictures = process.env.CRIBA_PICTURES;

async function picture(where, name) {
  if (pictures) await where.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

/** The address of a form that was made from one to begin with. */
async function made() {
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/formularios`);
  await accessible(ana, "no forms yet");
  await ana.click("button[value=contacto]");
  await ana.waitForURL(/formularios\/contacto/);
  const address = await ana.getAttribute("section a[href*='/f/']", "href");
  for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) for (const dark of [false, true]) {
    const look = await page(browser, { ...size, dark });
    await enter(look, criba.url);
    for (const [path, name] of [["/formularios", "list"], ["/formularios/contacto", "editor"]]) {
      await light(await look.goto(criba.url + path), name);
      await accessible(look, name);
      await fits(look, name);
      await picture(look, `${name}-${size.width}${dark ? "-dark" : ""}`);
    }
    await look.context().close();
  }
  await ana.context().close();
  return criba.url + new URL(address).pathname;
}

/** Types as people do: what is filled in at once is a machine's. */
const type = (where, text) => where.locator("#email").pressSequentially(text, { delay: 1_500 / text.length });

const address = await made();

for (const width of [1440, 390]) for (const dark of [false, true]) {
  test(`a form is sent without a script at ${width}${dark ? " in the dark" : ""}`, async () => {
    const guest = await page(browser, { width, height: 844, dark, script: false });
    const answer = await guest.goto(address);
    assert.ok((await answer.body()).length <= 15_000);
    await fits(guest, "form");
    await picture(guest, `form-${width}${dark ? "-dark" : ""}`);
    await type(guest, "eva@");
    await guest.click("button");
    assert.equal(await guest.getAttribute("#email", "aria-invalid"), "true");
    assert.equal(await guest.inputValue("#email"), "eva@");
    await picture(guest, `form-wrong-${width}${dark ? "-dark" : ""}`);
    await guest.fill("#email", "");
    await type(guest, `eva${width}${dark}@empresa.example`);
    await guest.click("button");
    await guest.waitForURL(/gracias=1/);
    await picture(guest, `thanks-${width}${dark ? "-dark" : ""}`);
    await guest.goto(address);
    assert.equal(await guest.locator("#email").count(), 0, "what is known is not asked");
    await guest.context().close();
  });
}

test("a form can be read and filled in by anybody", async () => {
  for (const [lang, dark] of [["es-ES", false], ["en-GB", true]]) {
    const guest = await page(browser, { width: 390, height: 844, dark, lang });
    await guest.goto(address);
    await accessible(guest, "form");
    await focusable(guest, "form");
    await type(guest, "x");
    await guest.keyboard.press("Enter");
    await guest.waitForSelector("[role=alert]");
    await accessible(guest, "form that was not taken");
    await guest.context().close();
  }
});

test("who comes back three times is asked three different sets of questions", async () => {
  const answers = {
    email: "tres@tres.example", name: "Tres Veces", job_title: "Directora de compras", company: "Norte, S.L.",
    phone: "600 00 00 03", country: "España", industry: "Hostelería", employees: "40",
  };
  for (const script of [true, false]) {
    const guest = await page(browser, { width: 390, height: 844, script });
    const sets = [];
    for (let visit = 0; visit < 3; visit++) {
      await guest.goto(address);
      const asked = (await guest.inputValue("input[name=asked]")).split(",").filter((id) => id !== "message");
      for (const id of asked) {
        // The first is typed as people do: what is filled in at once is a machine's.
        await guest.locator(`#${id}`).pressSequentially(script ? answers[id] : answers[id].replaceAll("tres", "otra").replace("03", "04"), { delay: id === asked[0] ? 120 : 0 });
      }
      await guest.click("form button");
      await guest.waitForURL(/gracias=1/);
      assert.ok((await guest.textContent("body")).includes("Gracias"));
      sets.push(asked);
    }
    assert.ok(sets.every((asked) => asked.length > 0), JSON.stringify(sets));
    const all = sets.flat();
    assert.equal(new Set(all).size, all.length, `no question comes twice: ${JSON.stringify(sets)}`);
    await guest.context().close();
  }
  // What they began is counted where a script could say so, and of nobody.
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/formularios`);
  assert.match(await ana.textContent("tbody td:nth-child(5)"), /^\d+ de [3-9], pocos datos$/);
  await ana.context().close();
});

test("what is put on a site is copied with one press", async () => {
  const ana = await page(browser);
  await enter(ana, criba.url);
  await ana.goto(`${criba.url}/formularios/contacto`);
  await ana.click("[data-copy-from=script]");
  await ana.waitForFunction(() => document.querySelector("[data-copy-from=script]").textContent === "Copiado");
  await ana.context().close();
});

test("on the company's own page who comes back is asked the next questions, and somebody else begins anew", async () => {
  const html = `<!doctype html><html lang="es"><head><link rel="icon" href="data:,"><title>Norte</title></head><body><script async src="${address}.js"></script></body></html>`;
  const site = createServer((request, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html));
  await once(site.listen(0, "127.0.0.1"), "listening");
  site.unref();
  const own = `http://localhost:${site.address().port}/`;
  const answers = {
    email: "cinco@sur.example", name: "Cinco Veces", job_title: "Directora de compras", company: "Sur, S.L.",
    phone: "600 00 00 05", country: "España", industry: "Hostelería", employees: "40",
  };
  const guest = await page(browser, { width: 390, height: 844 });
  const asked = async () => (await guest.inputValue("input[name=asked]")).split(",").filter((id) => id !== "message");
  const sets = [];
  for (let visit = 0; visit < 3; visit++) {
    await guest.goto(own);
    await guest.waitForSelector("form button");
    const ids = await asked();
    for (const id of ids) await guest.locator(`#${id}`).pressSequentially(answers[id], { delay: id === ids[0] ? 120 : 0 });
    await guest.click("form button");
    await guest.waitForSelector(".criba-said:has-text('Gracias')");
    sets.push(ids);
  }
  assert.ok(sets.every((ids) => ids.length > 0), JSON.stringify(sets));
  const all = sets.flat();
  assert.equal(new Set(all).size, all.length, `no question comes twice: ${JSON.stringify(sets)}`);
  await guest.goto(own);
  await guest.click("a[href$='nuevo=1']");
  await guest.waitForSelector("#email");
  assert.deepEqual(await asked(), sets[0], "somebody else is asked from the beginning");
  // A link says nothing of who follows it, whatever it carries.
  const ticket = await guest.evaluate(() => Object.values(localStorage)[0]);
  assert.equal(ticket, undefined, "and the one before is forgotten");
  await guest.context().close();
});
