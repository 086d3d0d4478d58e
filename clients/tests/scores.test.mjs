// Scores that anyone can recompute: contacts with random events, told out of order, late and twice by
// two programs, stand at past moments exactly where the definition says (definition.mjs).
//
// CRIBA_FULL=1 tries 1,000 contacts; CRIBA_SEED deals others.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { start } from "../../browser/criba.mjs";
import { scores, span } from "../definition.mjs";
import { keys } from "../delivery.mjs";
import { mulberry32, shuffled } from "../dice.mjs";

const CONTACTS = process.env.CRIBA_FULL ? 1_000 : 60;
const MOMENTS = 10;
const SEED = Number(process.env.CRIBA_SEED ?? 1);
/** Questions that are asked at once. */
const AT_ONCE = 8;
const DAY = span("1 day");

const agreement = {
  name: "Tecnoclima",
  language: "es",
  time_zone: "Europe/Madrid",
  stages: [
    { id: "anonimo", name: "Anónimo", owner: "marketing", counts_as: "anonymous" },
    { id: "lead", name: "Lead", owner: "marketing", counts_as: "lead" },
  ],
  fit: {
    cap: 40,
    rules: [
      { id: "sector", name: "Sector", when: { trait: "sector", in: ["Educación", "software"] }, points: 20 },
      { id: "plan", name: "Plan", when: { trait: "plan", is: "pro" }, points: 7.5 },
      { id: "sedes", name: "Sedes", when: { all: [{ trait: "sedes", at_least: 5 }, { any: [{ trait: "plan", is: "pro" }, { trait: "plan", is: "básico" }] }] }, points: 18 },
      { id: "lejos", name: "Lejos", when: { trait: "zona", starts_with: "otr" }, points: -12.5 },
    ],
  },
  engagement: {
    cap: 60,
    half_life: "30 days",
    rules: [
      { id: "precios", name: "Precios", when: { event: "page", where: { path: { starts_with: "/precios" } } }, points: 6, at_most: 12, every: "1 day", half_life: "14 days" },
      { id: "paginas", name: "Páginas", when: { event: "page" }, points: 0.7, half_life: "never", at_most: 8 },
      { id: "catalogo", name: "Catálogo", when: { event: "content_downloaded", where: { format: { is: "ebook" } } }, points: 5, at_most: 15 },
      { id: "demo", name: "Demo", when: { any: [{ event: "demo_requested" }, { event: "quote_requested" }] }, points: 25, half_life: "14 days", every: "6 hours" },
      { id: "seminario", name: "Seminario", when: { event: "webinar_attended", where: { minutes: { at_least: 20 } } }, points: 9.25, within: "45 days" },
      { id: "compra", name: "Compra", when: { event: "Compró algo" }, points: 3.3, every: "12 hours", half_life: "3 days", within: "10 days" },
      { id: "baja", name: "Baja", when: { event: "unsubscribed" }, points: -15, within: "90 days", half_life: "never" },
      { id: "queja", name: "Queja", when: { event: "queja" }, points: -6.5, at_most: 20 },
    ],
  },
};
/** What may happen: how a program says it, by which names it is known, and what it says of itself. */
const HAPPENINGS = [
  { type: "page", names: ["page"], says: (pick) => ({ path: pick(["/", "/Precios", "/precios/2026", "/calderas"]) }) },
  { event: "content_downloaded", names: ["content_downloaded"], says: (pick) => ({ format: pick(["ebook", "EBOOK", "pdf"]) }) },
  { event: "File Downloaded", names: ["File Downloaded", "content_downloaded"], says: (pick) => ({ format: pick(["ebook", "pdf"]) }) },
  { event: "Demo Requested", names: ["Demo Requested", "demo_requested"], says: () => ({}) },
  { event: "quote_requested", names: ["quote_requested"], says: () => ({}) },
  { event: "webinar_attended", names: ["webinar_attended"], says: (pick) => ({ minutes: pick([5, 19.5, 20, 45]) }) },
  { event: "Compró algo", names: ["Compró algo"], says: () => ({}) },
  { event: "Unsubscribed", names: ["Unsubscribed", "unsubscribed"], says: () => ({}) },
  { event: "queja", names: ["queja"], says: () => ({}) },
];
const TRAITS = { sector: ["Educacion", "SOFTWARE", "Comercio", null], plan: ["pro", "basico", "Ñandú", null], sedes: [1, 5, 12, null], zona: ["Otra", "aquí", null] };
const STRETCHES = ["1 day", "6 hours", "12 hours", "3 days", "10 days", "14 days", "30 days", "45 days", "90 days"].map(span);

const random = mulberry32(SEED);
const below = (count) => Math.floor(random() * count);
const pick = (all) => all[below(all.length)];
const now = BigInt(Date.now()) * 1_000n;
const ago = (most) => now - span("1 hour") - BigInt(below(Number(most)));
/** A moment as programs write it, to the microsecond. */
const written = (at) => `${new Date(Number(at / 1_000n)).toISOString().slice(0, -1)}${String(at % 1_000n).padStart(3, "0")}Z`;

/** What happens to somebody, and the calls that tell it, each with the program that makes it. */
function life(person) {
  const [userId, anonymousId] = [`persona-${person}`, `navegador-${person}`];
  const email = `persona${person}@empresa${person}.example`;
  const told = [];
  const calls = [];
  const say = (at, more, call) => {
    const [source, id] = [pick(["v1:app", "v1:tienda"]), `${person}-${String(below(1e9)).padStart(9, "0")}`];
    told.push({ at, source, id, ...more });
    const who = pick([{ userId }, { anonymousId }, { userId, anonymousId }]);
    calls.push({ source, call: { ...who, ...call, messageId: id, timestamp: written(at) } });
  };
  const when = () => {
    const near = told.length && random() < 0.5 ? pick(told).at + pick([0n, 1n, -1n, ...STRETCHES, ...STRETCHES.map((stretch) => stretch - 1n)]) : 0n;
    return near && near < now - span("1 hour") ? near : ago(200n * DAY);
  };
  const traits = () => Object.fromEntries(shuffled(Object.keys(TRAITS), random).slice(0, 1 + below(3)).map((id) => [id, pick(TRAITS[id])]));
  // Whose the browser is.
  const first = { ...traits(), email };
  say(ago(200n * DAY), { traits: first }, { type: "identify", traits: first, userId, anonymousId });
  for (let left = 5 + below(35); left; left -= 1) {
    const learned = traits();
    if (random() < 0.2) {
      say(when(), { traits: learned }, { type: "identify", traits: learned });
      continue;
    }
    const { type = "track", event, names, says } = pick(HAPPENINGS);
    const properties = says(pick);
    const isTold = random() < 0.1;
    say(when(), { names, properties, ...(isTold ? { traits: learned } : {}) }, { type, event, properties, ...(isTold ? { context: { traits: learned } } : {}) });
  }
  const edges = () => pick(told).at + pick(STRETCHES) * BigInt(1 + below(3)) + BigInt(below(3) - 1);
  const moments = Array.from({ length: MOMENTS }, () => pick([() => ago(210n * DAY), () => pick(told).at, () => pick(told).at - 1n, edges])());
  return { email, told, calls, moments: moments.map((at) => (at < now ? at : now)) };
}

const criba = await start(["serve", "--api-per-second", "0"]);
after(() => criba.stop());
const file = join(criba.data, "acuerdo.yaml");
// Every JSON text is a YAML one.
writeFileSync(file, JSON.stringify(agreement));
criba.run("workspace", "add", "Tecnoclima", "--country", "ES", "--agreement", file);
const { source, ask } = keys(criba);
const app = criba.run("key", "add", "--workspace", "Tecnoclima", "--kind", "source", "--name", "app").trim();

/** Everything that happened, in an order that has nothing to do with it and a part of it twice. */
async function tell(lives) {
  const calls = lives.flatMap(({ calls }) => calls);
  const all = shuffled([...calls, ...calls.filter(() => random() < 0.05)], random);
  for (const [name, key] of [["v1:app", app], ["v1:tienda", source]]) {
    const batch = all.filter((one) => one.source === name).map(({ call }) => call);
    for (let from = 0; from < batch.length; ) {
      const some = batch.slice(from, (from += 1 + below(400)));
      const answer = await fetch(`${criba.url}/v1/batch`, { method: "POST", body: JSON.stringify({ writeKey: key, batch: some }) });
      assert.equal(answer.status, 200, await answer.text());
    }
  }
  return all.length;
}

/** Where the answer of `/why` is not what the definition says. */
async function differences({ email, told, moments }) {
  const { contacts } = await ask("contacts", { email });
  assert.equal(contacts.length, 1, email);
  const found = [];
  for (const at of moments) {
    const why = await ask(`contacts/${contacts[0].id}/why`, { at: written(at) });
    const expected = scores(agreement, told, at);
    for (const name of ["fit", "engagement"]) {
      const said = why.scores[name];
      const lines = (all) => all.map(({ rule, points, awards }) => `${rule} ${points}${awards === undefined ? "" : ` in ${awards}`}`).sort();
      const [is, should] = [[said.value, ...lines(said.lines)].join(", "), [expected[name].value, ...lines(expected[name].lines)].join(", ")];
      if (is !== should) found.push(`${email} at ${written(at)}: ${name} is ${is} and should be ${should}`);
    }
  }
  return found;
}

test(`scores of ${CONTACTS} contacts equal their definition at ${MOMENTS} moments each`, async (at) => {
  const lives = Array.from({ length: CONTACTS }, (_, person) => life(person));
  const sent = await tell(lives);
  const wrong = [];
  const next = lives[Symbol.iterator]();
  const asks = async () => {
    for (const one of next) wrong.push(...(await differences(one)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asks));
  const lines = lives.flatMap(({ told, moments }) => moments.map((at) => scores(agreement, told, at)));
  at.diagnostic(`${sent} sent, ${CONTACTS * MOMENTS} moments compared, ${wrong.length} scores differ, CRIBA_SEED=${SEED}`);
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} scores differ`);
  // What is compared is something: every rule gave points, and both ends of a score held some.
  const rules = new Set(lines.flatMap(({ fit, engagement }) => [...fit.lines, ...engagement.lines].map(({ rule }) => rule)));
  assert.equal(rules.size, agreement.fit.rules.length + agreement.engagement.rules.length + 2, [...rules].join(" "));
});
