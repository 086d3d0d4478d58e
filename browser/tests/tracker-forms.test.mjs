// What the tracker sends of forms, links and videos, and what it never does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, isPage, named, stored, tracked } from "../site.mjs";

const { home, taken, visit, end, came } = await tracked();

const SECRETS = /secreta|escondido|4111|Titular|ignorado|asunto privado/;
const submit = async (page) => {
  await page.click("form button");
  await page.waitForURL("**/gracias");
};

test("a form says who somebody is, and nothing that is nobody's business", async () => {
  const page = await visit("/formulario");
  await taken.one(isPage("/formulario"));
  await fill(page);
  const begun = await taken.one(named("form_started"));
  assert.equal(begun.properties.form, "contacto");
  await submit(page);
  const known = await taken.one((event) => event.type === "identify");
  assert.equal(known.path, "/v1/i");
  assert.deepEqual(known.traits, { email: "ana@empresa.example", phone: "+34 600 000 001", firstName: "Ana", lastName: "Ríos Gil", company: { name: "Tecnoclima" }, title: "Gerente" });
  const sent = await taken.one(named("form_submitted"));
  assert.equal(sent.path, "/v1/t");
  assert.deepEqual(sent.properties, { form: "contacto", fields: ["nombre", "apellidos", "your-email", "t1", "nombre_empresa", "cargo", "mensaje", "boletin"] });
  assert.equal(sent.anonymousId, known.anonymousId);
  await end(page);
  const all = await came();
  assert.equal(all.filter(named("form_started")).length, 1);
  assert.doesNotMatch(JSON.stringify(all), SECRETS);
});

test("a form that is sent without consent is its sender's own act, and no more", async () => {
  for (const path of ["/nada", "/denegado"]) {
    taken.clear();
    const page = await visit(`${path}?utm_source=feria&gclid=x`, (page) => page.addInitScript(() => {
      const own = localStorage;
      window.looked = 0;
      Object.defineProperty(window, "localStorage", { get: () => (window.looked++, own) });
    }));
    await page.waitForFunction(() => window.criba?.version);
    await fill(page);
    await page.$eval("form", (form) => form.addEventListener("submit", (event) => event.preventDefault()));
    await page.click("form button");
    const [known, sent] = [await taken.one((event) => event.type === "identify"), await taken.one(named("form_submitted"))];
    assert.equal(known.traits.email, "ana@empresa.example");
    assert.equal(sent.anonymousId, known.anonymousId);
    assert.deepEqual(Object.keys(sent.context).sort(), ["library", "page"]);
    assert.deepEqual(sent.context.page, { path, title: path === "/nada" ? "Nada" : "Denegado" });
    assert.deepEqual(Object.keys(sent.properties), ["form", "fields"]);
    assert.equal(await page.evaluate(() => looked), 0, "what is kept is not even read");
    assert.deepEqual(await stored(page), [[], [], ""]);
    await end(page);
    const all = await came();
    assert.deepEqual(all.map((event) => event.event ?? event.type).sort(), ["form_submitted", "identify"]);
    assert.doesNotMatch(JSON.stringify(all), SECRETS);
  }
});

test("a form that the page sends by itself counts, one that searches does not", async () => {
  const own = await visit("/propio");
  await taken.one(isPage("/propio"));
  await own.fill("[name=correo]", "luis@empresa.example");
  await own.click("button");
  assert.equal((await taken.one(named("form_submitted"))).properties.form, "alta");
  assert.deepEqual((await taken.one((event) => event.type === "identify")).traits, { email: "luis@empresa.example" });
  await end(own);
  const search = await visit("/buscador");
  await taken.one(isPage("/buscador"));
  await search.fill("[name=s]", "bombas");
  await search.click("button");
  await end(search);
  const all = await came();
  assert.equal(all.filter(named("form_submitted")).length, 1);
  assert.doesNotMatch(JSON.stringify(all.filter(named("form_started"))), /"s"/);
});

test("names of fields are read as they are written on real pages", async () => {
  const page = await visit("/formulario");
  await taken.one(isPage("/formulario"));
  const read = async (fields) => {
    taken.got.length = 0;
    await page.evaluate((fields) => {
      document.body.innerHTML = "<form></form>";
      for (const [name, value, more] of fields) {
        const input = document.createElement("input");
        Object.assign(input, { name, value, ...more });
        document.forms[0].append(input);
      }
      document.forms[0].addEventListener("submit", (event) => event.preventDefault());
      document.forms[0].requestSubmit();
    }, fields);
    return (await taken.one((event) => event.type === "identify")).traits;
  };
  assert.deepEqual(await read([["form_fields[email]", "a@b.example"], ["form_fields[name]", "Ana"], ["username", "ana77"], ["file_name", "x"], ["company_size", "50"], ["profile[cargo]", "Jefa", { id: "archivo" }]]), { email: "a@b.example", name: "Ana", title: "Jefa" });
  assert.deepEqual(await read([["contact[phone]", "600 000 001"], ["et_pb_contact_name_0", "Ana Ríos"], ["empresa", "Casas"], ["tipo_empresa", "SL"]]), { phone: "600 000 001", name: "Ana Ríos", company: { name: "Casas" } });
  assert.deepEqual(await read([["input_3", "a@b.example", { type: "email" }], ["input_4", "Ana", { autocomplete: "given-name" }], ["input_5", "Ríos", { autocomplete: "family-name" }], ["input_6", "Jefa", { autocomplete: "organization-title" }]]), { email: "a@b.example", firstName: "Ana", lastName: "Ríos", title: "Jefa" });
  assert.deepEqual(await read([["email", "a@b.example"], ["email_amigo", "otro@b.example"], ["hotel", "600000001"], ["telefono", "4111 1111 1111 1111"], ["nombre_proyecto", "Obra"]]), { email: "a@b.example" });
  await end(page);
});

test("links to files and to a conversation are told, others are not", async () => {
  const page = await visit("/");
  await taken.one(isPage("/"));
  await page.evaluate(() => addEventListener("click", (event) => event.preventDefault()));
  for (const id of ["pdf", "tel", "mail", "wa", "out", "in"]) await page.click(`#${id}`);
  const file = await taken.one(named("content_downloaded"));
  assert.deepEqual(file.properties, { asset: "catálogo.PDF", format: "pdf", url: `${home}/doc/cat%C3%A1logo.PDF` });
  assert.equal((await taken.one(named("call_link_clicked"))).properties.link, "tel:+34910000000");
  assert.equal((await taken.one(named("email_link_clicked"))).properties.link, "mailto:hola@empresa.example");
  assert.equal((await taken.one(named("whatsapp_link_clicked"))).properties.link, "https://wa.me/34600000000");
  await end(page);
  assert.equal((await came()).filter((event) => event.type === "track" && event.event !== "page_left").length, 4);
});

/** A short film, made by the browser itself. */
const film = (page) => page.evaluate(async () => {
  const canvas = document.createElement("canvas");
  const [context, parts] = [canvas.getContext("2d"), []];
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  for (let frame = 0; frame < 30; frame++) {
    context.fillRect(frame, 0, 9, 9);
    await new Promise(requestAnimationFrame);
  }
  await new Promise((ended) => { recorder.onstop = ended; recorder.stop(); });
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
});

test("a video that somebody plays is told when it begins and ends, one that plays by itself is not", async () => {
  const page = await visit("/");
  await taken.one(isPage("/"));
  const body = Buffer.from(await film(page));
  await page.route("**/*.webm", (route) => route.fulfill({ body, contentType: "video/webm" }));
  await page.evaluate(async () => {
    for (const [name, isAlone] of [["fondo", true], ["demo", false], ["demo", false]]) {
      const video = document.createElement("video");
      Object.assign(video, { muted: true, autoplay: isAlone, src: `/${name}.webm` });
      document.body.append(video);
      const ended = new Promise((ended) => (video.onended = ended));
      video.play();
      await ended;
    }
  });
  assert.equal((await taken.one(named("video_started"))).properties.asset, "demo.webm");
  assert.equal((await taken.one(named("video_completed"))).properties.asset, "demo.webm");
  await end(page);
  assert.equal((await came()).filter((event) => /^video/.test(event.event)).length, 2);
});
