// Segment's library for Node, as its users write it: node segment_node.mjs STORY HOST KEY

import { Analytics } from "@segment/analytics-node";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const [file, host, writeKey] = process.argv.slice(2);
// The clock of this machine is wrong by this much.
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0);
if (ahead) {
  const True = Date;
  globalThis.Date = class extends True {
    constructor(...words) {
      words.length ? super(...words) : super(True.now() + ahead);
    }
    static now = () => True.now() + ahead;
  };
}

const analytics = new Analytics({ writeKey, host, flushAt: 12, flushInterval: 300 });
let failed = 0;
analytics.on("error", () => (failed += 1));

const told = JSON.parse(readFileSync(file, "utf8"));
for (const [index, { type, person, seq, timestamp, ...call }] of told.entries()) {
  analytics[type]({ ...call, timestamp: new Date(timestamp) });
  if (index % 10 === 9) await wait(80);
}
await analytics.closeAndFlush({ timeout: 60_000 });
console.log(JSON.stringify({ failed }));
