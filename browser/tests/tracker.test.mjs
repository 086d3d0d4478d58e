// The tracker on the pages of a company, which are of another origin than Criba: what it takes for
// consent, and pages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isPage, kept, named, stored, tracked } from "../site.mjs";

const { home, taken, visit, end, came } = await tracked();

test("without consent nothing is stored and nothing is sent", async () => {
  for (const path of ["/nada", "/denegado", "/tcf", "/pregunta"]) {
    const page = await visit(path, (page) => page.clock.install());
    await page.clock.runFor(5_000);
    await page.evaluate(() => { criba("track", "x"); criba("identify", "u", { a: 1 }); criba("page"); criba("reset"); criba("consent", "denied"); criba("track", "y"); });
    if (path === "/nada") await page.$eval("#pdf", (link) => (link.addEventListener("click", (e) => e.preventDefault()), link.click()));
    await page.clock.runFor(5_000);
    assert.deepEqual(await stored(page), [[], [], ""], path);
    await end(page);
  }
  assert.deepEqual(await came(), []);
});

test("a page is sent with where somebody came from", async () => {
  const page = await visit("/?utm_source=feria&utm_campaign=otono&utm_medium=qr&gclid=abc");
  const event = await taken.one(isPage("/"));
  assert.equal(event.path, "/v1/p");
  assert.equal(event.kind, "text/plain;charset=UTF-8");
  assert.equal(event.writeKey, "clave");
  assert.match(event.messageId, /^criba-\d{13}-[\d-]{7,}$/);
  assert.ok(event.messageId.length <= 100);
  assert.ok(Math.abs(Date.parse(event.sentAt) - Date.parse(event.timestamp)) < 5_000);
  assert.deepEqual(event.context.campaign, { source: "feria", name: "otono", medium: "qr" });
  assert.deepEqual(Object.keys(event.context).sort(), ["campaign", "library", "locale", "page", "screen", "timezone", "userAgent"]);
  assert.equal(event.context.library.name, "criba-t.js");
  assert.equal(event.context.locale, "es-ES");
  const { properties } = event;
  assert.equal(properties.gclid, "abc");
  assert.equal(properties.landing, `${home}/?utm_source=feria&utm_campaign=otono&utm_medium=qr&gclid=abc`);
  assert.equal(properties.title, "Inicio");
  await page.click("#in");
  const next = await taken.one(isPage("/dos"));
  assert.equal(next.anonymousId, event.anonymousId);
  assert.equal(next.properties.landing, properties.landing);
  assert.equal(next.properties.referrer, page.url().replace("/dos", "/?utm_source=feria&utm_campaign=otono&utm_medium=qr&gclid=abc"));
  assert.deepEqual(Object.keys(await kept(page)).sort(), ["first", "id", "queue"]);
  await end(page);
});

test("a page that a script makes is a page, once", async () => {
  const page = await visit("/");
  await taken.one(isPage("/"));
  await page.evaluate(() => { history.pushState({}, "", "/nueva"); history.replaceState({}, "", "/nueva"); document.title = "Nueva"; });
  const made = await taken.one(isPage("/nueva"));
  assert.equal(made.properties.title, "Nueva");
  assert.equal(made.properties.referrer, `${home}/`);
  await page.evaluate(() => { location.hash = "parte"; });
  await page.goBack();
  await page.goBack();
  await taken.one((event) => isPage("/")(event) && event.properties.referrer === `${home}/nueva`);
  await end(page);
  assert.deepEqual((await came()).filter((event) => event.type === "page").map((event) => event.properties.path), ["/", "/nueva", "/"]);
});

test("consent that is given later counts from then on", async () => {
  const page = await visit("/denegado");
  await page.evaluate(() => history.pushState({}, "", "/segunda"));
  await page.waitForFunction(() => window.criba?.version);
  await page.evaluate(() => gtag("consent", "update", { analytics_storage: "granted" }));
  await taken.one(isPage("/segunda"));
  // What the page itself gives to its list is still there.
  assert.deepEqual(await page.evaluate(() => [dataLayer.length, dataLayer.push({ event: "x" })]), [2, 3]);
  await end(page);
  assert.deepEqual((await came()).filter((event) => event.type === "page").length, 1);
});

test("consent by default is consent, and one that is taken back forgets", async () => {
  const page = await visit("/permitido");
  const first = await taken.one(isPage("/permitido"));
  assert.equal((await kept(page)).id, first.anonymousId);
  await page.evaluate(() => gtag("consent", "update", { analytics_storage: "denied" }));
  await page.waitForFunction(() => !localStorage.length);
  await page.evaluate(() => criba("track", "nunca"));
  await page.evaluate(() => { gtag("consent", "update", { analytics_storage: "granted" }); criba("track", "luego"); });
  const later = await taken.one(named("luego"));
  assert.notEqual(later.anonymousId, first.anonymousId);
  await page.evaluate(() => criba("consent", false));
  assert.deepEqual(await stored(page), [[], [], ""]);
  await end(page);
  assert.ok(!(await came()).some(named("nunca")));
});

test("what is refused in one tab is refused in the other", async () => {
  const page = await visit("/");
  await taken.one(isPage("/"));
  const other = await page.context().newPage();
  await other.goto(`${home}/dos`);
  await taken.one(isPage("/dos"));
  await page.evaluate(() => { window.heard = new Promise((heard) => addEventListener("storage", (event) => event.newValue || heard())); });
  await other.evaluate(() => criba("consent", false));
  await page.evaluate(() => heard);
  await page.evaluate(() => criba("track", "nunca"));
  assert.deepEqual(await stored(page), [[], [], ""]);
  await end(page);
  assert.ok(!(await came()).some(named("nunca")));
});

test("TCF lets a first party keep an id by the first and the eighth purpose", async () => {
  const page = await visit("/tcf");
  await page.waitForFunction(() => window.tcf);
  await page.evaluate(() => tcf({ gdprApplies: true, eventStatus: "useractioncomplete", purpose: { consents: { 1: true } } }, true));
  await page.evaluate(() => criba("track", "nunca"));
  await page.evaluate(() => tcf({ gdprApplies: true, eventStatus: "useractioncomplete", purpose: { consents: { 1: true, 8: true } } }, true));
  await taken.one(isPage("/tcf"));
  await end(page);
  assert.ok(!(await came()).some(named("nunca")));
});

test("GPC and DNT are heeded", async () => {
  const say = (name, value) => (page) => page.addInitScript(`Object.defineProperty(Navigator.prototype, "${name}", { get: () => ${value} })`);
  for (const set of [say("globalPrivacyControl", true), say("doNotTrack", '"1"')]) {
    const page = await visit("/", set);
    await page.waitForFunction(() => window.criba?.version);
    await page.evaluate(() => criba("track", "nunca"));
    assert.deepEqual(await stored(page), [[], [], ""]);
    await end(page);
  }
  assert.deepEqual(await came(), []);
  const page = await visit("/dnt", say("doNotTrack", '"1"'));
  await taken.one(isPage("/dnt"));
  await end(page);
});
