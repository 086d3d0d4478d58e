// How the tracker delivers what it sends, and how it stands beside what else is on a page.

import assert from "node:assert/strict";
import { get } from "node:http";
import { test } from "node:test";
import { isPage, kept, named, tracked } from "../site.mjs";

const { criba, home, taken, visit, end, came } = await tracked();
const ids = (events) => events.map((event) => event.messageId);

test("a server that is busy is asked again when it says", async () => {
  taken.answers.push({ status: 503, headers: { "retry-after": "1" } }, { status: 429, headers: { "retry-after": "2" } });
  const page = await visit("/");
  await taken.one((event) => isPage("/")(event) && event.status === 200);
  const [first, second, third] = taken.got;
  assert.deepEqual(ids(taken.got), Array(3).fill(first.messageId));
  assert.ok(second.at - first.at >= 1_000 && third.at - second.at >= 2_000, `${second.at - first.at}, ${third.at - second.at}`);
  assert.equal(third.timestamp, first.timestamp);
  assert.ok(third.sentAt > first.sentAt);
  await page.waitForFunction(() => !JSON.parse(localStorage.criba).queue.length);
  await end(page, false);
});

test("a connection that fails is tried again", async () => {
  let tries = 0;
  const page = await visit("/", (page) => page.route(`${taken.url}/**`, (route) => (tries++ ? route.continue() : route.abort())));
  await taken.one(isPage("/"));
  assert.equal(tries, 2);
  await end(page, false);
});

test("what could not be sent is sent from the next page, and no more than a hundred wait", async () => {
  taken.answers.push({ status: 503, headers: { "retry-after": "3000" } });
  const page = await visit("/");
  const first = await taken.one(isPage("/"));
  await page.evaluate(() => { for (let i = 0; i < 150; i++) criba("track", `n${i}`); });
  const waiting = (await kept(page)).queue;
  assert.equal(waiting.length, 100);
  await page.goto(`${home}/dos`);
  await taken.one(isPage("/dos"));
  const sent = taken.got.filter(named("n149"));
  assert.deepEqual(ids(sent), [waiting.at(-1).messageId]);
  assert.equal(sent[0].anonymousId, first.anonymousId);
  assert.ok(!taken.got.some(named("n49")));
  await end(page, false);
});

test("what is refused is not sent again", async () => {
  for (const status of [400, 401, 413]) {
    taken.clear();
    taken.answers.push({ status });
    const page = await visit("/");
    await taken.one(isPage("/"));
    await page.evaluate(() => criba("track", "luego"));
    await taken.one(named("luego"));
    await page.waitForFunction(() => !JSON.parse(localStorage.criba).queue.length);
    await end(page, false);
    assert.equal((await came()).filter((event) => event.type === "page").length, 1, String(status));
  }
});

test("what happens last arrives, with how long the page was in view", async () => {
  const page = await visit("/", (page) => page.clock.install());
  await taken.one(isPage("/"));
  await page.clock.runFor(7_000);
  await page.evaluate(() => { for (const name of ["uno", "dos", "tres"]) criba("track", name); location.href = "/gracias"; });
  for (const name of ["uno", "dos", "tres"]) await taken.one(named(name));
  const left = await taken.one(named("page_left"));
  assert.equal(left.kind, "text/plain;charset=UTF-8");
  assert.equal(left.properties.path, "/");
  assert.ok(left.properties.seconds >= 6 && left.properties.seconds <= 9, String(left.properties.seconds));
  await page.waitForURL("**/gracias");
  await end(page);
});

test("two of them on a page are one", async () => {
  const page = await visit("/doble");
  await taken.one(isPage("/doble"));
  await page.evaluate(() => criba("track", "x"));
  await taken.one(named("x"));
  await end(page);
  assert.deepEqual((await came()).map((event) => event.event ?? event.type).filter((name) => name !== "page_left"), ["page", "x"]);
});

test("what was called before it was there is done in order", async () => {
  const page = await visit("/cola");
  const asked = await taken.one(named("demo_requested"));
  assert.deepEqual(asked.properties, { product: "x" });
  const known = await taken.one((event) => event.type === "identify");
  assert.deepEqual([known.userId, known.traits], ["u1", { plan: "pro" }]);
  await page.evaluate(() => { criba("page", { name: "Precios" }); criba("identify", { city: "Lugo" }); criba("nada"); criba("track"); criba(); });
  const view = await taken.one(isPage("/cola"));
  assert.deepEqual([view.userId, view.properties.name], ["u1", "Precios"]);
  await page.evaluate(() => { criba("reset"); criba("track", "otro"); });
  const other = await taken.one(named("otro"));
  assert.equal(other.userId, undefined);
  assert.notEqual(other.anonymousId, known.anonymousId);
  await end(page);
  assert.equal((await came()).filter((event) => event.type === "page").length, 1, "data-pages=off sends none by itself");
});

test("beside Segment one browser is one browser", async () => {
  const page = await visit("/segment");
  assert.equal((await taken.one(isPage("/segment"))).anonymousId, "de-segment");
  assert.equal((await kept(page)).id, "de-segment");
  assert.deepEqual(await page.evaluate(() => Object.keys(analytics)), ["user"]);
  await end(page);
});

test("a page that keeps nothing, or lets little in, is not disturbed", async () => {
  for (const path of ["/rota", "/csp"]) {
    const page = await visit(path);
    await taken.one(isPage(path));
    await page.evaluate(() => { document.body.click(); document.dispatchEvent(new Event("submit", { bubbles: true })); dispatchEvent(new Event("input")); });
    await end(page);
  }
});

test("it takes one name of the page's", async () => {
  const bare = await visit("/gracias");
  const names = (page) => page.evaluate(() => Object.getOwnPropertyNames(window));
  const before = new Set(await names(bare));
  await end(bare);
  const page = await visit("/");
  await taken.one(isPage("/"));
  assert.deepEqual((await names(page)).filter((name) => !before.has(name)), ["criba"]);
  await end(page);
});

test("it weighs less than 3 KB", async () => {
  const bytes = await new Promise((weighed) => get(`${criba.url}/t.js`, { headers: { "accept-encoding": "gzip" } }, async (answer) => {
    assert.equal(answer.headers["content-encoding"], "gzip");
    let all = 0;
    for await (const chunk of answer) all += chunk.length;
    weighed(all);
  }));
  assert.ok(bytes < 3_072, `${bytes} bytes`);
});
