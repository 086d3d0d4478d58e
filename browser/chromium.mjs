// One Chromium for a file of tests; a page of its own for each.

import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";

const wanted = process.env.CRIBA_CHROMIUM ?? "chromium";

export function open() {
  const executablePath = wanted.startsWith("/") ? wanted : execFileSync("which", [wanted], { encoding: "utf8" }).trim();
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A page that fails its test on any error of a script or message of the console. */
export async function page(browser, { width = 1440, height = 900, dark = false, lang = "es-ES", script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    locale: lang,
    javaScriptEnabled: script,
    hasTouch: width < 861,
  });
  const opened = await context.newPage();
  opened.errors = [];
  opened.on("pageerror", (error) => opened.errors.push(String(error)));
  opened.on("console", (message) => {
    // A form that was refused answers 422, which the console calls an error; the test looks at the page.
    if (message.type() === "error" && !/status of 4(03|04|22)/.test(message.text())) opened.errors.push(message.text());
  });
  return opened;
}
