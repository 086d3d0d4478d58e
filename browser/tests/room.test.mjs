// Hoy has room for what it says, at every width and without a script.

import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../chromium.mjs";
import { enter, sample } from "../criba.mjs";
import { house } from "../house.mjs";
import { contained } from "../checks.mjs";

const { browser, criba } = await house((criba) => criba.run("import", sample, "--workspace", "Tecnoclima"));

test("the keys at the foot stand in one line at every width", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const tall = [];
  for (let width = 861; width <= 1441; width += 20) {
    await rep.setViewportSize({ width, height: 900 });
    const height = await rep.$eval(".ft", (foot) => foot.offsetHeight);
    if (height > 40) tall.push(`${width}: ${height}`);
  }
  assert.deepEqual(tall, []);
  await rep.context().close();
});

test("without a script nothing speaks of keys", async () => {
  const rep = await page(browser, { script: false });
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  for (const part of ["kbd", ".hint-keys"]) {
    for (const one of await rep.$$(part)) assert.ok(!(await one.isVisible()), `${part} is seen`);
  }
  await rep.context().close();
  const other = await page(browser);
  await enter(other, criba.url);
  await other.goto(`${criba.url}/hoy`);
  assert.ok(await other.isVisible(".d .dl kbd"));
  await other.context().close();
});

test("what is said in the columns of a desk and of a telephone has room there", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  const cut = await rep.$eval(".li .sla", (time) => {
    time.className = "sla ok";
    time.innerHTML = '<i class="due-time"></i>yesterday 12:20';
    return time.scrollWidth - time.clientWidth;
  });
  assert.equal(cut, 0, "a day and an hour fit into the column of the time");
  await rep.goto(`${criba.url}${await rep.getAttribute(".dh .name a", "href")}`);
  const lines = await rep.$eval(".pr dt", (label) => {
    label.textContent = "Observaciones";
    const range = document.createRange();
    range.selectNodeContents(label);
    return range.getClientRects().length;
  });
  assert.equal(lines, 1, "«Observaciones» is one word");
  await rep.setViewportSize({ width: 390, height: 844 });
  await rep.goto(`${criba.url}/hoy`);
  const gap = await rep.$eval(".dh .meta", (meta) => {
    const line = document.createElement("p");
    line.className = "sm b";
    line.textContent = "En Madrid son las 05:10.";
    meta.after(line);
    return line.getBoundingClientRect().top - meta.getBoundingClientRect().bottom;
  });
  assert.ok(gap >= 3, `${gap} px between the stage and the hour there`);
  await rep.context().close();
});

test("at every width between a telephone and a wall nothing leaves its pane", async () => {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos?pais=ES`);
  await rep.click("details.save summary");
  await rep.fill("#view-name", "Cotizaciones de España y Portugal");
  await rep.click("details.save button");
  await rep.waitForSelector(".tabs :text('Cotizaciones')");
  const wrong = [];
  for (const width of [861, 1024, 1181, 1280, 1366, 1440, 1920]) {
    await rep.setViewportSize({ width, height: 900 });
    await rep.goto(`${criba.url}/hoy`);
    if (!(await rep.isVisible(".why-order"))) wrong.push(`why this order is not on ${width} px`);
    for (const path of ["/hoy", ...["booked", "call_back", "not_yet", "reject"].map((step) => `/hoy?paso=${step}`)]) {
      await rep.goto(criba.url + path);
      await contained(rep, `${path} at ${width} px`).catch((error) => wrong.push(error.message));
    }
  }
  assert.ok(wrong.length === 0, wrong.join("\n"));
  await rep.context().close();
});

test("on a telephone what can be undone stands where the numbers were, and nothing moves when it goes", async () => {
  const rep = await page(browser, { width: 390, height: 844 });
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/hoy`);
  await rep.click("button[value=no_answer]");
  await rep.waitForSelector(".toast");
  const top = () => rep.$eval(".dh", (head) => head.getBoundingClientRect().top + scrollY);
  const place = await rep.evaluate(() => [".toast", ".qh"].map((one) => document.querySelector(one).getBoundingClientRect().toJSON()));
  assert.ok(place[0].top >= place[1].top && place[0].bottom <= place[1].bottom, JSON.stringify(place));
  const before = await top();
  await rep.evaluate(() => document.querySelector(".toast").remove());
  assert.equal(await top(), before);
  assert.ok(await rep.isVisible(".why-order"));
  // Whatever can be done with somebody, no row of it is left half empty.
  for (const contact of await rep.$$eval("[data-row] a.n", (all) => all.slice(0, 4).map((one) => one.href))) {
    await rep.goto(contact);
    const ends = await rep.$eval(".dl", (dl) => {
      const rows = new Map();
      for (const one of dl.children) if (one.offsetParent) rows.set(one.offsetTop, Math.round(one.getBoundingClientRect().right));
      return { rows: [...rows.values()], end: Math.round(dl.getBoundingClientRect().right) };
    });
    assert.ok(ends.rows.every((right) => right === ends.end), JSON.stringify(ends));
  }
  await rep.context().close();
});
