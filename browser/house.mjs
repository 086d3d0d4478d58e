// A browser and a server with a workspace, for all the tests of a file.

import assert from "node:assert/strict";
import { after } from "node:test";
import { open, page } from "./chromium.mjs";
import { begin, start } from "./criba.mjs";

/**
 * Both are there until the file ends; `fill` brings in what its tests are about, and `options` are
 * what it is served with.
 */
export async function house(fill = () => {}, options = []) {
  const browser = await open();
  after(() => browser.close());
  const criba = await start(["serve", ...options]);
  after(() => criba.stop());
  const first = await page(browser);
  await begin(first, criba.url);
  await wake(first, criba.url);
  fill(criba);
  await first.context().close();
  return { browser, criba };
}

/** Everybody may be called at any hour: what Hoy shows does not hang on when the tests are run. */
async function wake(founder, url) {
  await founder.goto(`${url}/acuerdo/proponer?desde=v1`);
  const text = await founder.inputValue("#text");
  const awake = text.replace(/local_hours: [\d:-]+/, "local_hours: 00:00-24:00");
  assert.notEqual(awake, text, "the starter says when people are called");
  await founder.fill("#text", awake);
  await founder.click("[name=do][value=check]");
  await founder.click("[name=do][value=force]");
  await founder.waitForURL(/\/acuerdo\?hecho=2/);
}
