// A browser and a server with a workspace, for all the tests of a file.

import { after } from "node:test";
import { open, page } from "./chromium.mjs";
import { begin, start } from "./criba.mjs";

/**
 * Both are there until the file ends; `fill` brings in what its tests are about.
 */
export async function house(fill = () => {}) {
  const browser = await open();
  after(() => browser.close());
  const criba = await start();
  after(() => criba.stop());
  const first = await page(browser);
  await begin(first, criba.url);
  fill(criba);
  await first.context().close();
  return { browser, criba };
}
