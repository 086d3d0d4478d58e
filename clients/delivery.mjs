// One delivery: a program with a library tells a story to a real Criba over a bad way, Criba ends
// in the middle of it, and what is there afterwards is compared with the story.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { start } from "../browser/criba.mjs";
import { way } from "./proxy.mjs";
import { email, story } from "./story.mjs";

const run = promisify(execFile);
/** How long a program may take. */
const LASTS_MS_MAX = 120_000;
/** Between a request on its way and Criba's clock, in milliseconds, on a machine that is busy. */
const WAY_MS_MAX = 3_000;

/** A Criba of its own with a workspace. */
async function opened(options) {
  const criba = await start(["serve", ...options]);
  criba.run("workspace", "add", "Tecnoclima", "--country", "ES");
  return criba;
}

/** A source's key in the workspace, and what reads all pages of a list of its API. */
export function keys(criba) {
  const key = (kind) => criba.run("key", "add", "--workspace", "Tecnoclima", "--kind", kind, "--name", "tienda").trim();
  const [source, api] = [key("source"), key("api")];
  const ask = async (path, asked = {}) => {
    const url = new URL(`/api/v1/${path}`, criba.url);
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${api}` } });
    assert.equal(answer.status, 200, `${url}: ${await answer.clone().text()}`);
    return answer.json();
  };
  const all = async (path, name, asked = {}) => {
    const found = [];
    let cursor = null;
    do {
      const page = await ask(path, { limit: "200", ...asked, ...(cursor ? { cursor } : {}) });
      found.push(...page[name]);
      cursor = page.cursor;
    } while (cursor);
    return found;
  };
  return { source, ask, all };
}

/**
 * Has a library deliver the story and says what became of it. `command` is given the story's file,
 * the host and the key; `most` and `dealt` say what it has to survive, `restarts` by which signals
 * Criba ends, and while how manieth request, and `options` what it is started with.
 */
export async function delivery({ command, env = {}, seed, most = 3, dealt, restarts = {}, options = [], calls = story() }) {
  const criba = await opened(options);
  const { source, all } = keys(criba);
  const acts = Object.entries(restarts).map(([count, signal]) => [count, () => criba.restart(signal)]);
  const open = await way({ to: () => criba.url, seed, most, dealt, meanwhile: Object.fromEntries(acts) });
  try {
    const file = join(criba.data, "story.json");
    writeFileSync(file, JSON.stringify(calls));
    const began = Date.now();
    const [program, ...words] = command;
    const child = await run(program, [...words, file, open.url, source], { env: { ...process.env, ...env }, timeout: LASTS_MS_MAX });
    const seconds = (Date.now() - began) / 1000;
    await Promise.all(open.acts);
    assert.equal(open.acts.length, acts.length, "Criba ended in the middle");
    const { failed } = JSON.parse(child.stdout.trim().split("\n").at(-1));
    return { sent: calls.length, failed, faults: open.faults(), counted: open.counted, seconds, ...(await compared(calls, open.told, all)) };
  } finally {
    open.close();
    await criba.stop();
  }
}

/** What is in Criba beside what was told. */
async function compared(calls, told, all) {
  const messages = new Map([...told].map(([id, { event }]) => [seq(event), id]));
  const log = new Map();
  const stored = (await all("events", "events")).filter((event) => event.source === "v1:tienda");
  for (const event of stored) log.set(event.message_id, [...(log.get(event.message_id) ?? []), event]);
  const people = new Map();
  for (const { id, email } of await all("contacts", "contacts")) {
    const lines = await all(`contacts/${id}/timeline`, "timeline");
    people.set(email, lines.filter((line) => line.kind === "event").map((line) => line.message_id));
  }
  const found = { lost: [], doubled: [], astray: [], altered: [], untimely: [], copies: 0, people: people.size };
  found.stray = stored.length - calls.length;
  for (const { brought } of told.values()) found.copies += brought.length - 1;
  for (const call of calls) {
    const id = messages.get(call.seq);
    const [event, ...again] = log.get(id) ?? [];
    if (!event) found.lost.push(call.seq);
    if (again.length) found.doubled.push(call.seq);
    if (!event) continue;
    // A history does not tell an alias; what was done under the other id shows it.
    const isTold = call.type !== "alias";
    const owners = [...people].filter(([, events]) => events.includes(id)).map(([owner]) => owner);
    const times = people.get(email(call))?.filter((one) => one === id).length;
    if (isTold && (owners.length !== 1 || times !== 1)) found.astray.push([call.seq, owners, times]);
    if (call.properties && !holds(event.raw.properties, call.properties)) found.altered.push([call.properties, event.raw.properties]);
    if (!isTimely(event, call, told.get(id))) found.untimely.push([call.seq, call.timestamp, event.at]);
  }
  return found;
}

/** The number of a call, from what was sent; an alias has none, and happens once to a person. */
function seq({ type, properties, traits, context, previousId }) {
  if (type === "alias") return `${previousId.replace("antiguo-", "")}.17`;
  return properties?.seq ?? traits?.seq ?? context?.traits?.seq;
}

/** Whether properties came as they were told; Criba adds some of its own. */
function holds(got, told) {
  return Object.entries(told).every(([key, value]) => isDeepStrictEqual(got[key], value));
}

/**
 * Whether something happened when the program said, by Criba's clock: a program whose clock is
 * wrong, or that sends what it wrote before it tried again, is as far off when it says that it
 * sends. One that says both when it noticed and when it happened has reckoned by itself.
 */
function isTimely(happened, call, { event, brought }) {
  const late = Date.parse(happened.at) - Date.parse(call.timestamp);
  if (event.originalTimestamp && event.timestamp) return late === 0;
  return brought.some(({ at, sentAt }) => Math.abs(late - (at - sentAt)) < WAY_MS_MAX);
}
