// Pages of a site with Segment's snippet, changed in its host and its key alone, and with Criba's own
// tracker: what a visitor does before and after they say who they are stands on one person within a
// second.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { page } from "../../browser/chromium.mjs";
import { enter, stock } from "../../browser/criba.mjs";
import { house } from "../../browser/house.mjs";
import { keys } from "../delivery.mjs";
import { way } from "../proxy.mjs";

const require = createRequire(import.meta.url);
const snippet = require("@segment/snippet");
const umd = join(dirname(require.resolve("@segment/analytics-next/package.json")), "dist", "umd");
/** What the page of a person is given to show what came. */
const SHOWN_MS_MAX = 1_000;
const UNNOTICED = ["passed", "slow", "twice"];

let criba;
const dealt = ["answer_lost", "answer_cut", "cut_before", "twice", "slow", "status_429", "status_502", "status_503"];
const torn = () => criba.restart("SIGKILL");
const bad = await way({ to: () => criba.url, seed: 7, most: 2, dealt, meanwhile: { 2: torn }, tls: true });
// What a page says when it is left, no browser says twice.
const good = await way({ to: () => criba.url, seed: 7, most: 2, dealt: UNNOTICED, tls: true });
after(() => [bad, good].forEach((open) => open.close()));
const { browser, ...rest } = await house(stock, ["--base-url", bad.url]);
criba = rest.criba;
const { source, ask, all } = keys(criba);

/** What a page of the site has in its head. */
const heads = {
  segment: `<script>${snippet.min({ apiKey: source, host: new URL(bad.url).host, page: true, load: true })}</script>`,
  tracker: `<script async src="${good.url}/t.js" data-key="${source}" data-consent="granted"></script>`,
};
const form = (act) => `<form id="contacto"><input name="name"><input name="email" type="email"><input name="company"><input name="title"><button>Pedir precio</button></form>
<script>document.forms[0].onsubmit = (event) => {
  event.preventDefault();
  const told = Object.fromEntries(new FormData(event.target));
  ${act}
};</script>`;
const acts = {
  segment: `analytics.identify("cliente-7", told); analytics.track("Quote Requested", { form: "contacto" });`,
  tracker: `criba("identify", "cliente-8", { email: told.email, plan: "pro" }); criba("track", "Quote Requested", { form: "contacto" });`,
};
const site = createServer((request, answer) => {
  const [, kind, path] = new URL(request.url, "http://site.example").pathname.split("/");
  answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
  answer.end(`<!doctype html><html lang="es"><title>Página ${path}</title>${heads[kind] ?? ""}${path === "contacto" ? form(acts[kind]) : ""}</html>`);
});
site.listen(0, "localhost");
await new Promise((listening) => site.once("listening", listening));
after(() => {
  site.closeAllConnections();
  site.close();
});

/** A visitor with a window before them: what a browser without one does is a machine's. */
async function somebody(kind) {
  const windowless = await page(browser);
  const agent = await windowless.evaluate(() => navigator.userAgent);
  const context = await browser.newContext({ userAgent: agent.replace("Headless", ""), locale: "es-ES", ignoreHTTPSErrors: true });
  const visitor = await context.newPage();
  visitor.goes = (path) => visitor.goto(`http://localhost:${site.address().port}/${kind}/${path}`);
  visitor.says = async (who) => {
    for (const [name, value] of Object.entries(who)) await visitor.fill(`[name=${name}]`, value);
    await visitor.click("button");
  };
  return visitor;
}

/** Who is at work has looked at somebody: the first page that a program renders is not the one timed. */
async function colleague(id) {
  const rep = await page(browser);
  await enter(rep, criba.url);
  await rep.goto(`${criba.url}/contactos/${id}`);
  return rep;
}

/**
 * Everything that came is on the page of one person a second after the last of it was kept, once and
 * on nobody else, and the points of its lines add up.
 */
async function shown(at, { rep, open, count, email, names, others, least }) {
  const keptAt = await open.kept(count);
  const { contacts } = await ask("contacts", { email });
  assert.equal(contacts.length, 1);
  await rep.goto(`${criba.url}/contactos/${contacts[0].id}`);
  const lines = await rep.$$eval(".tl .ev", (all) => all.map((one) => one.textContent));
  const took = Date.now() - keptAt;
  at.diagnostic(`${count} sent, ${open.faults()} faults survived, on the page ${took} ms after the last was kept`);
  assert.ok(took < SHOWN_MS_MAX, `the page shows it after ${took} ms`);
  assert.ok(lines.length >= 5, lines.join(" · "));

  const timeline = await all(`contacts/${contacts[0].id}/timeline`, "timeline");
  const told = timeline.filter((line) => line.source === "v1:tienda");
  assert.deepEqual(told.map((line) => line.name).sort(), names);
  assert.deepEqual(told.map((line) => line.message_id).sort(), [...open.told.keys()].sort());
  assert.equal((await all("contacts", "contacts")).length, others.length + 1);

  const number = (text) => Number(text.replace("−", "-").replace(/[^\d-]/g, ""));
  const sum = (texts) => texts.map(number).reduce((sum, points) => sum + points, 0);
  const score = number(await rep.textContent("#porque .big b"));
  const points = await rep.$$eval("#porque .ledger td.v", (all) => all.map((one) => one.textContent));
  assert.equal(sum(points), score, points.join(" "));
  assert.equal(sum(await rep.$$eval("#porque caption span", (all) => all.map((one) => one.textContent))), score);
  assert.ok(score >= least, `what they asked for counts: ${score}`);
  return told;
}

test("Segment's library is served as Segment publishes it", async () => {
  const served = async (path) => (await fetch(criba.url + path)).text();
  const published = readFileSync(join(umd, "standalone.js"), "utf8");
  assert.ok((await served(`/analytics.js/v1/${source}/analytics.min.js`)).endsWith(published));
  const parts = [...published.matchAll(/"([\da-f]{20})"/g)].map(([, sum]) => sum);
  assert.equal(parts.length, 8);
});

test("what a visitor does with Segment's snippet is on one person within a second", async (at) => {
  const visitor = await somebody("segment");
  await visitor.goes("");
  await bad.kept(1);
  await visitor.goes("calderas?utm_source=feria&utm_medium=qr&utm_campaign=Oto%C3%B1o");
  await visitor.evaluate(() => analytics.track("Product Viewed", { product: "Caldera Ñ-40", price: 1250.5 }));
  await bad.kept(3);
  await Promise.all(bad.acts);
  const others = await all("contacts", "contacts");
  assert.ok(others.every(({ source }) => source !== "v1:tienda"), "nobody can call a visitor without a name");
  const rep = await colleague(others[0].id);
  await visitor.goes("contacto");
  await bad.kept(4);
  const email = "marta.gil@calderas.example";
  await visitor.says({ name: "Marta Gil", email, company: "Calderas Gil", title: "Directora de compras" });

  const names = ["Product Viewed", "Quote Requested", "learned", "page", "page", "page"];
  const told = await shown(at, { rep, open: bad, count: 6, email, names, others, least: 30 });
  assert.ok(bad.faults() >= 4, "the way was bad");
  assert.ok(told.some(({ raw }) => raw.properties?.campaign === "Otoño"), "what brought them is known");
});

test("what a visitor does with the tracker is on one person within a second", async (at) => {
  const visitor = await somebody("tracker");
  await visitor.clock.install();
  // How long a page was in view is told when it is left, where that was not at once.
  const reads = () => visitor.clock.runFor(2_000);
  await visitor.goes("");
  await good.kept(1);
  await reads();
  await visitor.goes("calderas?utm_source=feria&utm_medium=qr&utm_campaign=Oto%C3%B1o");
  await good.kept(3);
  await visitor.evaluate(() => criba("track", "Product Viewed", { product: "Caldera Ñ-40" }));
  await good.kept(4);
  await reads();
  const others = await all("contacts", "contacts");
  const rep = await colleague(others[0].id);
  await visitor.goes("contacto");
  await good.kept(6);
  const email = "lucia.rey@hornos.example";
  await visitor.says({ name: "Lucía Rey", email, company: "Hornos Rey", title: "Directora de compras" });

  const names = ["Product Viewed", "Quote Requested", "form_started", "form_submitted", "learned", "learned", "page", "page", "page", "page_left", "page_left"];
  const told = await shown(at, { rep, open: good, count: names.length, email, names, others, least: 30 });
  assert.ok(told.some(({ raw }) => raw.properties?.campaign === "Otoño"), "what brought them is known");
});
