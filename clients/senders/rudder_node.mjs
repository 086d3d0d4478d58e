// RudderStack's library for Node, as its users write it: node rudder_node.mjs STORY HOST KEY
// Half of what happened goes compressed, as the library does by itself, and half as it is.

import Analytics from "@rudderstack/rudder-sdk-node";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const [file, dataPlaneUrl, writeKey] = process.argv.slice(2);
// How often it tries again: three times within a second and a half where nobody says otherwise.
const retryCount = process.env.RETRIES ? Number(process.env.RETRIES) : undefined;
const options = { dataPlaneUrl, flushAt: 12, flushInterval: 300, logLevel: "silly", retryCount, errorHandler: () => {} };
const open = [new Analytics(writeKey, options), new Analytics(writeKey, { ...options, gzip: false })];

let [failed, left] = [0, 0];
const done = (error) => {
  left -= 1;
  if (error) failed += 1;
};
const told = JSON.parse(readFileSync(file, "utf8"));
for (const [index, { type, person, seq, timestamp, ...call }] of told.entries()) {
  left += 1;
  open[index % 2][type]({ ...call, timestamp: new Date(timestamp) }, done);
  if (index % 10 === 9) await wait(80);
}
while (left > 0) {
  await Promise.all(open.map((one) => one.flush()));
  await wait(20);
}
console.log(JSON.stringify({ failed }));
