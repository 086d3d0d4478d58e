// What every screen must keep: WCAG 2.2 AA by axe-core, no sideways scrolling, the size of its HTML.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The most that the HTML of a page may weigh, in bytes. */
const HTML_BYTES_MAX = 50 * 1024;

export async function accessible(page, name, part = "html") {
  // The page allows no script but its own: axe is evaluated by the driver, not loaded by the page.
  await page.evaluate(axe);
  const run = ({ tags, part }) => window.axe.run(document.querySelector(part), { runOnly: tags });
  const found = await page.evaluate(run, { tags: TAGS, part });
  const said = found.violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => `${node.target} ${node.html.slice(0, 160)}`).join("\n    ")}`);
  assert.ok(said.length === 0, `${name}: axe-core finds\n  ${said.join("\n  ")}`);
}

export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} is ${over} px wider than the screen`);
}

/** Nothing ends to the right of the pane that it stands in: a pane that scrolls hides it from `fits`. */
export async function contained(page, name) {
  const out = await page.evaluate(() => {
    const panes = ".list,.hoy>.q,.hoy>.d,main";
    const found = [];
    for (const el of document.querySelectorAll("main *")) {
      const box = el.getBoundingClientRect();
      if (!box.width || !el.checkVisibility() || el.closest(".sr,.skip")) continue;
      const pane = el.parentElement.closest(panes);
      // What scrolls sideways by itself, or ends in an ellipsis, is meant to hold more.
      let over = el.parentElement;
      while (over !== pane && getComputedStyle(over).overflowX === "visible") over = over.parentElement;
      if (over !== pane) continue;
      const edge = pane.getBoundingClientRect().left + pane.clientLeft + pane.clientWidth;
      if (box.right > edge + 0.5) found.push(`${el.tagName.toLowerCase()}.${el.className} ends at ${Math.round(box.right)}, its pane at ${Math.round(edge)}`);
    }
    return found;
  });
  assert.ok(out.length === 0, `in ${name} leave their pane\n  ${out.join("\n  ")}`);
}

export async function light(response, name) {
  const bytes = (await response.body()).length;
  assert.ok(bytes < HTML_BYTES_MAX, `the HTML of ${name} weighs ${bytes} bytes`);
}

export function silent(page, name) {
  assert.deepEqual(page.errors, [], `${name}: errors of the page`);
}

/** The spacing that a reader may set (WCAG 2.2, 1.4.12), and with which nothing may be lost. */
const SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}";

/** Sets that spacing: by the driver, because the page allows no style but its own. */
export async function spaced(page) {
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  }, SPACED);
}

/** No text is cut off, but where an ellipsis says so and a link or a title leads to the whole of it. */
export async function whole(page, name) {
  const cut = await page.evaluate(() => {
    const hides = (value) => value === "hidden" || value === "clip";
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.textContent.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest("script,style,option,textarea,.sr,.skip")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const boxes = [...range.getClientRects()];
      for (let over = text.parentElement; over && over !== document.body; over = over.parentElement) {
        const style = getComputedStyle(over);
        // For readers of the ear alone.
        if (style.clipPath !== "none" && over.clientWidth <= 1) break;
        const [x, y] = [style.overflowX, style.overflowY];
        if (/auto|scroll/.test(x + y)) break;
        if (!hides(x) && !hides(y)) continue;
        const frame = over.getBoundingClientRect();
        const isCut = boxes.some((box) => (hides(x) && (box.right > frame.right + 1 || box.left < frame.left - 1)) || (hides(y) && (box.bottom > frame.bottom + 1 || box.top < frame.top - 1)));
        const isMeant = style.textOverflow === "ellipsis" && (over.closest("a,[title]") || over.closest("[data-row]")?.querySelector("a"));
        if (isCut && !isMeant) found.push(`${over.tagName.toLowerCase()}.${over.className}: ${text.textContent.trim().slice(0, 60)}`);
        if (isCut) break;
      }
    }
    return found;
  });
  assert.ok(cut.length === 0, `${name} cuts off\n  ${cut.join("\n  ")}`);
}

/**
 * Whatever takes the focus by keyboard shows it, and no bar lies over the whole of it (WCAG 2.2,
 * 2.4.7 and 2.4.11).
 */
export async function focusable(page, name) {
  // Who has just used the keyboard sees the focus wherever a script puts it.
  await page.keyboard.press("Tab");
  const lost = await page.evaluate(() => {
    const found = [];
    const parts = "a[href],button:not([disabled]),input:not([type=hidden]):not([disabled]),select:not([disabled]),textarea:not([disabled]),summary,[tabindex='0']";
    for (const el of document.querySelectorAll(parts)) {
      if (!el.checkVisibility({ visibilityProperty: true })) continue;
      el.focus();
      if (document.activeElement !== el) continue;
      const said = `${el.tagName.toLowerCase()}.${el.className} ${(el.textContent || el.name || "").trim().slice(0, 40)}`;
      // The frame around a field, or what stands in its place, may show it.
      const outlined = (one, part) => {
        const style = getComputedStyle(one, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      };
      const shows = (one) => one && (outlined(one) || outlined(one, "::after"));
      if (![el, el.parentElement, el.nextElementSibling].some(shows)) found.push(`${said} does not show the focus`);
      const box = el.getBoundingClientRect();
      const [w, h] = [box.width / 8, box.height / 4];
      const spots = [0, 1, 2, 3, 4].flatMap((x) => [0, 1, 2].map((y) => [box.left + w * (2 * x), box.top + h * (1 + y)]));
      const isSeen = spots.some(([x, y]) => {
        const top = document.elementFromPoint(Math.min(Math.max(x, box.left + 1), box.right - 1), y);
        return top && (el.contains(top) || top.contains(el) || el.labels?.[0]?.contains(top));
      });
      if (!isSeen) found.push(`${said} is covered at ${Math.round(box.left)},${Math.round(box.top)}`);
    }
    return found;
  });
  assert.ok(lost.length === 0, `on ${name} the focus is lost\n  ${lost.join("\n  ")}`);
}

/**
 * Makes the words of the page 40 % longer, with accents, as those of another language may be: what
 * people wrote stays as it is.
 */
export async function lengthened(page) {
  await page.evaluate(() => {
    const accents = { a: "á", e: "é", i: "ï", o: "ö", u: "ü", n: "ñ", c: "ç", A: "Å", E: "É", I: "Ï", O: "Ö", U: "Ü" };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.parentElement.closest("script,style,textarea,kbd,.av") || !/[a-z]{3}/i.test(text.data)) continue;
      const longer = text.data.replace(/\p{L}{2,}/gu, (word) => word + "~".repeat(Math.round(word.length * 0.4)));
      text.data = longer.replace(/[aeiouncAEIOU]/g, (letter) => accents[letter]);
    }
  });
}
