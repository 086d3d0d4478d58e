// A server of its own for each file of tests: the real program over a data folder of its own.

import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const built = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const program = process.env.CRIBA_PROGRAM ?? join(built, "debug", "criba");
export const sample = join(root, "samples", "feria.csv");
export const person = { email: "ana@tecnoclima.example", password: "una frase larga" };

/**
 * Starts the program on a free port; `words` are the command, `serve` where none is given. A test
 * that fails before it stops its server neither keeps its file from ending nor leaves it running.
 */
export async function start(words = ["serve"]) {
  if (!existsSync(program)) throw new Error(`${program} is not built: run cargo build first`);
  const data = mkdtempSync(join(tmpdir(), "criba-browser-"));
  const clear = () => rmSync(data, { recursive: true, force: true });
  let child;
  const listen = async () => {
    child = spawn(program, [...words, "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
    const url = await new Promise((found, failed) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const address = line.match(/http:\/\/\S+/);
        if (address) found(address[0]);
      });
      child.on("exit", (code) => failed(new Error(`criba ended with ${code} before it listened`)));
    });
    child.unref();
    child.stdout.unref();
    return url;
  };
  const ended = (signal) =>
    new Promise((ended) => {
      child.removeAllListeners("exit");
      child.on("exit", ended);
      child.ref();
      child.kill(signal);
    });
  const end = () => {
    child.kill("SIGKILL");
    clear();
  };
  process.once("exit", end);
  const criba = {
    /** Where it is reached; null while it is not running. */
    url: await listen(),
    data,
    /** Runs another command beside the server. */
    run: (...args) => execFileSync(program, [...args, "--data", data], { encoding: "utf8" }),
    /** Ends it by a signal and starts it again over the same data, on another port. */
    restart: async (signal) => {
      criba.url = null;
      await ended(signal);
      criba.url = await listen();
    },
    stop: async () => {
      process.removeListener("exit", end);
      await ended("SIGTERM");
      clear();
    },
  };
  return criba;
}

/** Makes a workspace with its first person by the form of the first page. */
export async function begin(page, url, { country = "ES", name = "Tecnoclima" } = {}) {
  await page.goto(`${url}/`);
  await page.fill("#name", name);
  await page.selectOption("#country", country);
  await page.fill("#email", person.email);
  await page.fill("#password", person.password);
  await page.press("#password", "Enter");
  await page.waitForURL(/\/importar/);
}

/** Brings in the sample, and somebody whom a clause suggests. */
export function stock(criba, workspace = "Tecnoclima") {
  criba.run("import", sample, "--workspace", workspace);
  const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const row = (ago) => `Laura Casas Vidal;laura@envasescasas.example;Envases Casas;Directora General;${day(ago)}`;
  const list = join(criba.data, "catalogo.csv");
  writeFileSync(list, ["Nombre;Correo;Empresa;Cargo;Fecha", row(3), row(9), row(20)].join("\n"));
  criba.run("import", list, "--workspace", workspace, "--event", "content_downloaded");
}

/** Signs in. */
export async function enter(page, url, who = person) {
  await page.goto(`${url}/entrar`);
  await page.fill("#email", who.email);
  await page.fill("#password", who.password);
  await page.press("#password", "Enter");
  await page.waitForURL((at) => !at.pathname.startsWith("/entrar"));
}
