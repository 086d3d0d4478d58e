// What every screen must keep: WCAG 2.2 AA by axe-core, no sideways scrolling, the size of its HTML.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The most that the HTML of a page may weigh, in bytes. */
const HTML_BYTES_MAX = 50 * 1024;

export async function accessible(page, name) {
  // The page allows no script but its own: axe is evaluated by the driver, not loaded by the page.
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
  const said = found.violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => `${node.target} ${node.html.slice(0, 160)}`).join("\n    ")}`);
  assert.ok(said.length === 0, `${name}: axe-core finds\n  ${said.join("\n  ")}`);
}

export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} is ${over} px wider than the screen`);
}

export async function light(response, name) {
  const bytes = (await response.body()).length;
  assert.ok(bytes < HTML_BYTES_MAX, `the HTML of ${name} weighs ${bytes} bytes`);
}

export function silent(page, name) {
  assert.deepEqual(page.errors, [], `${name}: errors of the page`);
}
