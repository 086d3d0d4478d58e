// The libraries of Segment and RudderStack, as they are published: whatever goes wrong on the way,
// everything is there once, on whom it is about, and when it happened.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../browser/criba.mjs";
import { delivery } from "../delivery.mjs";

const senders = join(dirname(fileURLToPath(import.meta.url)), "..", "senders");
const python = process.env.CRIBA_CLIENTS_PYTHON ?? join(root, "target", "clients", "bin", "python");
const node = (sender) => [process.execPath, join(senders, `${sender}.mjs`)];
const py = (library) => [python, join(senders, "python.py"), library];
/** Criba is torn away while one request is with it, and told to end while another is. */
const restarts = { 7: "SIGKILL", 19: "SIGTERM" };
/** Criba itself turns away what comes too fast. */
const options = ["--ingest-per-second", "6"];
const HOUR = 3_600_000;
/** What goes wrong with what is dealt from here; another number deals something else. */
const SEED = Number(process.env.CRIBA_SEED ?? 1);

const DELIVERIES = [
  { name: "Segment for Node", command: node("segment_node"), restarts },
  { name: "Segment for Node, its clock three hours ahead", command: node("segment_node"), env: { CLOCK_AHEAD_MS: String(3 * HOUR) }, options },
  { name: "Segment for Python", command: py("segment"), restarts, options },
  { name: "RudderStack for Python", command: py("rudder"), most: 2, restarts },
  // It gives up after the fourth attempt where nobody says otherwise, a second and a half later, and
  // takes an answer that is cut short for a failure; what it says it lost was there before.
  { name: "RudderStack for Node, ten retries", command: node("rudder_node"), restarts, env: { RETRIES: "10" }, unsure: true },
  { name: "RudderStack for Node, as it comes", command: node("rudder_node"), most: 2, unsure: true },
];

describe("libraries that people have in their programs", { concurrency: 3 }, () => {
  for (const { name, unsure = false, ...how } of DELIVERIES) {
    test(`${name}: everything once`, async (at) => {
      assert.ok(existsSync(how.command[0]), `${how.command[0]} is missing: cargo xtask test makes it`);
      const found = await delivery({ ...how, seed: SEED });
      const { sent, faults, copies, lost, doubled, failed, seconds, counted } = found;
      at.diagnostic(`${sent} sent, ${faults} faults survived, ${copies} copies, ${lost.length} lost, ${doubled.length} doubled, ${failed} given up, ${seconds.toFixed(1)} s, CRIBA_SEED=${SEED}`);
      at.diagnostic(Object.entries(counted).map(([fate, count]) => `${fate} ${count}`).join(", "));
      for (const what of ["lost", "doubled", "astray", "altered", "untimely"]) {
        assert.deepEqual(found[what].slice(0, 5), [], `${found[what].length} of ${sent} ${what}`);
      }
      assert.equal(found.stray, 0, "nothing is there that nobody told");
      assert.equal(found.people, 12, "nobody is there who is not of the story");
      assert.ok(faults > 10, "the way was bad");
      assert.ok(unsure || failed === 0, "the program was told that everything arrived");
    });
  }
});
