// The way from a program to Criba, on which goes wrong what does on real ones. What goes wrong with
// which request is dealt from a seed; what was sent is written down as it came by.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { mulberry32, shuffled } from "./dice.mjs";

/** What may happen to a request, and how often that lies in a deck. */
const DECK = {
  passed: 4,
  slow: 1,
  twice: 1,
  answer_lost: 2,
  answer_cut: 1,
  cut_before: 1,
  cut_within: 1,
  status_429: 1,
  status_502: 1,
  status_503: 1,
};
/** What a client does not notice; the rest it has to survive. */
const UNNOTICED = ["passed", "slow", "twice"];
const SLOW_MS = 300;
/** What a refusal of Criba's says to browsers; a proxy of its own says nothing of the kind. */
const READABLE = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After" };
const REFUSED = {
  status_429: [429, { ...READABLE, "Content-Type": "application/problem+json", "Retry-After": "1" }, '{"status":429,"code":"too_many_requests","message":"try again"}'],
  status_502: [502, { "Content-Type": "text/html" }, "<html><body>502 Bad Gateway</body></html>"],
  status_503: [503, { ...READABLE, "Content-Type": "application/problem+json", "Retry-After": "1" }, '{"status":503,"code":"busy","message":"try again"}'],
};

/**
 * Opens the way to wherever `to()` says that Criba is. No batch meets more than `most` faults, and
 * where `dealt` is given only these fates are dealt. `meanwhile` holds what is done as soon as that
 * many requests are with Criba and before it answers the last of them. With `tls` the way begins
 * with a certificate that nobody signed.
 */
export async function way({ to, seed, most, dealt = Object.keys(DECK), meanwhile = {}, tls = false }) {
  const next = deck(seed, dealt);
  const met = new Map();
  const way = { counted: {}, told: new Map(), acts: [] };
  let [held, count, awaited] = [null, 0, null];

  /** Criba said that it has these events, whether or not the program hears of it. */
  const kept = (events) => {
    for (const { messageId } of events) way.told.get(messageId).keptAt ??= Date.now();
    const times = [...way.told.values()].flatMap(({ keptAt }) => keptAt ?? []);
    if (times.length >= awaited?.count) awaited.resolve(Math.max(...times));
  };
  /** When Criba had so many events. */
  way.kept = (count) =>
    new Promise((resolve) => {
      awaited = { count, resolve };
      kept([]);
    });

  /** What happens to a batch: the card that one has met too much for waits for the next. */
  const fate = (batch) => {
    const card = held ?? next();
    const faults = met.get(batch) ?? 0;
    const isFault = !UNNOTICED.includes(card);
    held = isFault && faults >= most ? card : null;
    if (held) return "passed";
    if (isFault) met.set(batch, faults + 1);
    return card;
  };

  const heard = async (from, answer) => {
    const body = Buffer.concat(await from.toArray().catch(() => []));
    if (from.method !== "POST") return pass({ from, answer, body, to: to() });
    const events = read(from, body);
    const happened = fate(events[0]?.messageId);
    way.counted[happened] = (way.counted[happened] ?? 0) + 1;
    if (happened in REFUSED) {
      const [status, headers, text] = REFUSED[happened];
      return answer.writeHead(status, headers).end(text);
    }
    if (happened === "cut_before") return from.socket.destroy();
    if (happened === "slow") await wait(SLOW_MS);
    const url = to();
    if (!url) {
      way.counted.not_running = (way.counted.not_running ?? 0) + 1;
      return from.socket.destroy();
    }
    if (happened !== "cut_within") note(way.told, events);
    count += 1;
    const act = meanwhile[count];
    const sent = () => act && way.acts.push(act());
    if (happened === "twice") pass({ from, body, to: url });
    const answered = (status) => {
      if (status === 200) return kept(events);
      way.counted[`criba_${status}`] = (way.counted[`criba_${status}`] ?? 0) + 1;
    };
    pass({ from, answer, body, to: url, happened, sent, answered });
  };
  const server = tls ? createSecureServer(certified(), heard) : createServer(heard);
  server.listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  way.url = `http${tls ? "s" : ""}://127.0.0.1:${server.address().port}`;
  way.faults = () => Object.entries(way.counted).reduce((sum, [fate, count]) => sum + (UNNOTICED.includes(fate) ? 0 : count), 0);
  way.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return way;
}

/** A key and a certificate for this machine, made anew. */
function certified() {
  const folder = mkdtempSync(join(tmpdir(), "criba-way-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", cert];
  execFileSync("openssl", words, { stdio: "ignore" });
  const made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return made;
}

/** Brings a request to Criba, and its answer back as far as its fate lets it come. */
function pass({ from, answer, body, to, happened, sent = () => {}, answered = () => {} }) {
  const cut = () => answer && from.socket.destroy();
  if (!to) return cut();
  const { "transfer-encoding": _, connection: __, ...headers } = from.headers;
  headers["content-length"] = body.length;
  const onward = ask(new URL(from.url, to), { method: from.method, headers, agent: false });
  onward.on("error", cut);
  onward.on("response", async (response) => {
    const back = await response.toArray().then(Buffer.concat).catch(() => null);
    if (!answer) return;
    if (back) answered(response.statusCode);
    if (!back || happened === "answer_lost") return cut();
    answer.writeHead(response.statusCode, { ...response.headers, "content-length": back.length });
    if (happened === "answer_cut") return answer.write(back.subarray(0, back.length / 2), cut);
    answer.end(back);
  });
  if (happened === "cut_within") {
    // Criba gets the half of it: it was said to be longer.
    return onward.write(body.subarray(0, body.length / 2), () => {
      onward.destroy();
      cut();
      sent();
    });
  }
  onward.end(body, sent);
}

/** The events of a request, each with when it says that it was sent. */
function read(from, body) {
  const plain = from.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
  const told = JSON.parse(plain);
  return (told.batch ?? [told]).map((event) => ({ ...event, sentAt: event.sentAt ?? told.sentAt }));
}

/** Writes down which events were brought to Criba, and when. */
function note(told, events) {
  for (const event of events) {
    const known = told.get(event.messageId) ?? { event, brought: [] };
    known.brought.push({ at: Date.now(), sentAt: Date.parse(event.sentAt) });
    told.set(event.messageId, known);
  }
}

/** Deals every card of the deck once before any comes again. */
function deck(seed, dealt) {
  const random = mulberry32(seed);
  let cards = [];
  return () => {
    if (!cards.length) cards = shuffled(dealt.flatMap((fate) => Array(DECK[fate]).fill(fate)), random);
    return cards.pop();
  };
}
