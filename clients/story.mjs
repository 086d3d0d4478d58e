// What the programs tell: twelve people, from their first visit without a name on, all at once.

const NAMES = ["Íñigo Núñez", "Zoë Ångström", "José Ñandú", "Łucja Żółć", "Ana O'Neill", "李小龍", "Ὀδυσσεύς Ἰθάκη", "Çağla Şen", "مريم حداد", "Ünal Öztürk", "Nuria 🐚 Coll", "Đorđe Šćepanović"];
const EVENTS = ["Demo Requested", "Catálogo descargado", "pricing_viewed", "Señal ✓", "Order Completed"];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Calls of the libraries, in the order in which they are made; each can be told by its `seq`. */
export function story(now = Date.now()) {
  const calls = NAMES.flatMap((name, index) => life(name, index, now));
  return calls.sort((a, b) => a.timestamp.localeCompare(b.timestamp));
}

/** Whose a call is. */
export const email = (call) => `persona${call.person}@empresa${call.person}.example`;

function life(name, person, now) {
  const [userId, anonymousId, old] = [`usuario-${person}`, `navegador-${person}`, `antiguo-${person}`];
  const began = now - 20 * DAY - person * 7_000;
  let count = 0;
  const call = (type, who, said) => {
    const seq = `${person}.${count}`;
    const timestamp = new Date(began + count * 37 * MINUTE + 123).toISOString();
    count += 1;
    return { type, person, seq, timestamp, ...who, ...said };
  };
  const track = (who, more = {}) => {
    const properties = { seq: `${person}.${count}`, título: `${name} «mira» <b>&</b> \\ "${count}"`, precio: count + 0.5, sí: count % 2 === 0, ...more };
    return call("track", who, { event: EVENTS[count % EVENTS.length], properties });
  };
  const seen = (type, who, path) => call(type, who, { name: `Página ${path}`, properties: { seq: `${person}.${count}`, path, url: `https://tienda.example${path}?q=ñ%20&utm_source=feria` } });
  const [nobody, known, both] = [{ anonymousId }, { userId }, { userId, anonymousId }];
  const nested = { cesta: { líneas: [{ ref: "A-1", uds: 2 }, { ref: "ü-2", uds: 0 }], vacío: {}, nada: null }, etiquetas: ["uno", "dós", "三"] };
  return [
    seen("page", nobody, "/"),
    track(nobody),
    seen("page", nobody, "/precios"),
    track(nobody, nested),
    call("identify", both, {
      traits: { seq: `${person}.${count}`, email: email({ person }), name, title: "Directora de compras", address: { city: "Málaga", country: "España" }, company: { name: `Empresa ${person} & Hijos`, employee_count: 40 + person } },
    }),
    ...Array.from({ length: 4 }, () => track(known)),
    ...Array.from({ length: 4 }, () => track(both, nested)),
    call("group", known, { groupId: `empresa-${person}`, traits: { seq: `${person}.${count}`, name: `Empresa ${person} & Hijos`, industry: "Climatización" } }),
    track({ userId: old }),
    seen("page", { userId: old }, "/ayuda"),
    track({ userId: old }, nested),
    call("alias", known, { previousId: old }),
    seen("screen", known, "/app/inicio"),
    seen("page", known, "/contacto"),
    ...Array.from({ length: 5 }, (_, at) => track(at % 2 ? known : both, { largo: "ñandú ".repeat(200) })),
  ];
}
