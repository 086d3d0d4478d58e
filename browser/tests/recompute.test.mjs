// Every score of a public list of 9,240 leads, computed again in another language from what the
// agreement's definition says, row by row. Runs where the list is beside the checkout.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { program, root } from "../criba.mjs";

const list = join(root, "..", "shared", "data", "xeducation", "Leads.csv");
const rules = (name) => join(root, "samples", "xeducation", name);

/** RFC 4180: quoted cells may hold commas, quotes and line breaks. */
function records(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

/** Halves away from zero. */
const whole = (points) => Math.sign(points) * Math.floor(Math.abs(points) + 0.5);

function scores(lead) {
  const is = (column, ...values) => values.some((value) => lead[column].toLowerCase() === value.toLowerCase());
  const says = (column) => lead[column].trim() !== "";
  const seconds = Number(lead["Total Time Spent on Website"]);
  const fit = [];
  if (is("What is your current occupation", "Working Professional")) fit.push(20);
  if (is("What is your current occupation", "Unemployed")) fit.push(5);
  if (is("Lead Source", "Reference", "Welingak Website")) fit.push(25);
  if (is("Lead Source", "Google", "Organic Search")) fit.push(7.5);
  if (says("Specialization") && !is("Specialization", "Select")) fit.push(5);
  if (/management/i.test(lead.Specialization)) fit.push(10);
  if (says("Country") && !is("Country", "India")) fit.push(-5);
  if (is("Do Not Email", "Yes")) fit.push(-12.5);
  const engagement = [];
  if (is("Lead Origin", "Lead Add Form", "Landing Page Submission")) {
    engagement.push(10);
    if (seconds >= 900) engagement.push(25);
    if (seconds >= 300 && seconds <= 899) engagement.push(12);
    if (is("Lead Source", "Google", "Organic Search", "Direct Traffic")) engagement.push(3.5);
  }
  if (is("Last Activity", "SMS Sent")) engagement.push(20);
  const held = (lines, cap) => Math.max(0, Math.min(cap, lines.map(whole).reduce((sum, line) => sum + line, 0)));
  const [f, e] = [held(fit, 60), held(engagement, 50)];
  const stage = (f >= 20 && e >= 20) || f + e >= 45 ? "mql" : "lead";
  return { fit: f, engagement: e, total: f + e, stage };
}

test("every score equals an independent recomputation", { skip: !existsSync(list) && "the list is not beside the checkout" }, () => {
  const [header, ...rows] = records(readFileSync(list, "utf8"));
  const words = ["rank", list, "--agreement", rules("acuerdo.yaml"), "--map", rules("columnas.yaml"), "--at", "2026-03-12T10:00:00Z", "--format", "json"];
  const people = JSON.parse(execFileSync(program, words, { maxBuffer: 1 << 28 })).slice(0, -1);
  assert.equal(people.length, rows.length);
  const wrong = people.flatMap(({ rows: [row], fit, engagement, total, stage, reasons }) => {
    const lead = Object.fromEntries(header.map((name, index) => [name, rows[row - 2][index] ?? ""]));
    const expected = scores(lead);
    const sum = reasons.reduce((sum, { points }) => sum + points, 0);
    const got = { fit, engagement, total, stage };
    const same = Object.keys(expected).every((key) => expected[key] === got[key]) && sum === total;
    return same ? [] : [{ row, expected, got, sum }];
  });
  assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} of ${people.length} differ`);
});
