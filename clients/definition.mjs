// The scores of a contact at a moment, from what its definition says ("Scores, exactly", in the
// documents of the agreement) and nothing else, in whole numbers of any length.

/** Binary digits behind the point: of a power of two, and of what an award is worth. */
const FINE = 160n;
const WORTH = 32n;
const SECOND = 1_000_000n;
const UNITS = { minute: 60n, hour: 3_600n, day: 86_400n, week: 604_800n };

/** "30 days", "1 hour" in microseconds. */
export function span(text) {
  const [count, unit] = text.split(" ");
  return BigInt(count) * UNITS[unit.replace(/s$/, "")] * SECOND;
}

/** A quotient to the nearest whole number, halves away from zero. */
function nearest(number, by) {
  const [size, sign] = number < 0n ? [-number, -1n] : [number, 1n];
  return sign * ((2n * size + by) / (2n * by));
}

/** The natural logarithm of 2: the sum of 1 / (k · 2^k). */
const LN2 = (() => {
  const one = 1n << (FINE + 16n);
  let sum = 0n;
  for (let k = 1n; k <= FINE + 16n; k += 1n) sum += one / (k << k);
  return sum >> 16n;
})();

/** 2^(−aged/half): halved for every whole half-life, and e^(−x·ln 2) for the rest of one. */
function halved(aged, half) {
  const [whole, rest] = [aged / half, aged % half];
  const x = (rest * LN2) / half;
  let [sum, term] = [1n << FINE, 1n << FINE];
  for (let k = 1n; term !== 0n; k += 1n) {
    term = -((term * x) >> FINE) / k;
    sum += term;
  }
  return whole > FINE ? 0n : sum >> whole;
}

/** Points as a fraction: "7.5" is 75 of 10. */
function fraction(points) {
  const [whole, part = ""] = String(points).split(".");
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
}

/** What an award of `points` is worth, in parts of 2⁻³² of a point. */
function worth(points, aged, half) {
  const [number, by] = fraction(points);
  if (half === null) return [number << WORTH, by];
  return [nearest((number * halved(aged, half)) << WORTH, by << FINE), 1n];
}

/** Whether what somebody did is what a pattern asks for. */
function matches(pattern, event) {
  if (pattern.any) return pattern.any.some((one) => matches(one, event));
  if (!event.names.includes(pattern.event)) return false;
  return Object.entries(pattern.where ?? {}).every(([key, asked]) => answers(asked, event.properties[key]));
}

/** Text without case and accents; ñ is a letter of its own. */
const folded = (text) => text.normalize("NFC").toLowerCase().replace(/[^ñ]/gu, (c) => c.normalize("NFD").replace(/\p{M}/gu, ""));
const plain = (value) => (typeof value === "string" ? folded(value) : Array.isArray(value) ? value.map(plain) : value);

function answers(asked, said) {
  if (said === undefined || said === null) return false;
  const [[operator, sought]] = Object.entries(asked);
  const [value, wanted] = [plain(said), plain(sought)];
  if (operator === "is") return value === wanted;
  if (operator === "in") return wanted.includes(value);
  if (operator === "at_least") return value >= wanted;
  if (operator === "starts_with") return value.startsWith(wanted);
  throw new Error(`the definition of ${operator} is not written here`);
}

/** Whether a condition on what is known of somebody holds; what is not known does not. */
function holds(c, known) {
  if (c.all) return c.all.every((one) => holds(one, known));
  if (c.any) return c.any.some((one) => holds(one, known));
  const { trait, ...asked } = c;
  return answers(asked, known.get(trait));
}

const byTime = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.source < b.source ? -1 : a.source > b.source ? 1 : a.id < b.id ? -1 : 1);

/** The lines of a score, the last of them for what holding it takes away or adds. */
function held(lines, cap) {
  const sum = lines.reduce((sum, { points }) => sum + points, 0n);
  const most = cap === undefined ? sum : BigInt(cap);
  const value = sum < 0n ? 0n : sum > most ? most : sum;
  const last = value < sum ? [{ rule: "cap", points: value - sum }] : value > sum ? [{ rule: "floor", points: value - sum }] : [];
  return { value, lines: [...lines, ...last] };
}

/**
 * Fit and engagement at `t`, in microseconds, under the agreement: each with its value and the
 * points of its lines. `told` is what was told of a contact, in whichever order: events with `names`
 * and `properties`, and `traits`; each with `at`, `source` and `id`.
 */
export function scores(agreement, told, t) {
  const happened = told.filter(({ at }) => at <= t).sort(byTime);
  const known = new Map();
  for (const { traits = {} } of happened) for (const [id, value] of Object.entries(traits)) known.set(id, value);
  const fit = agreement.fit.rules.filter(({ when }) => holds(when, known)).map(({ id, points }) => ({ rule: id, points: nearest(...fraction(points)) }));

  const engagement = [];
  for (const { id, when, points, every, within, at_most, half_life = agreement.engagement.half_life ?? "never" } of agreement.engagement.rules) {
    const half = half_life === "never" ? null : span(half_life);
    const awards = [];
    for (const event of happened.filter((event) => event.names && matches(when, event))) {
      const last = awards.at(-1);
      if (every === undefined || last === undefined || event.at - last >= span(every)) awards.push(event.at);
    }
    const counted = awards.filter((at) => within === undefined || t - at < span(within));
    if (!counted.length) continue;
    let [number, by] = [0n, 1n];
    for (const at of counted) {
      const [more, parts] = worth(points, t - at, half);
      [number, by] = [number * parts + more * by, by * parts];
    }
    if (at_most !== undefined) {
      const [most, parts] = fraction(at_most);
      const bound = (most << WORTH) * by;
      if (number * parts > bound) [number, by] = [most << WORTH, parts];
      else if (-number * parts > bound) [number, by] = [-(most << WORTH), parts];
    }
    engagement.push({ rule: id, points: nearest(number, by << WORTH), awards: counted.length });
  }
  return { fit: held(fit, agreement.fit.cap), engagement: held(engagement, agreement.engagement.cap) };
}
