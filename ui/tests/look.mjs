// Visits every screen in both themes and languages with the stand-in core, writes a picture of each and runs
// axe on it. Fails on any serious or critical finding and on any error in the console.
//   npm run look -- [folder] [only=substring]

import { mkdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

import { SCREENS } from "./look-screens.mjs";

const here = resolve(import.meta.dirname, "..");
const args = process.argv.slice(2);
const only = args.find((each) => each.startsWith("only="))?.slice(5) ?? "";
const folder = resolve(args.find((each) => !each.startsWith("only=")) ?? join(here, "../target/look"));
const axe = await readFile(join(here, "node_modules/axe-core/axe.min.js"), "utf8");

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
// The policy of the real window, so that what it would block is blocked here too.
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'";

function serve() {
  const server = createServer(async (request, answer) => {
    const path = new URL(request.url, "http://x").pathname;
    const file = join(here, "dist-standin", path === "/" ? "index.html" : path);
    try {
      await stat(file);
      answer.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY });
      answer.end(await readFile(file));
    } catch {
      answer.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--headless"] });
const findings = [];

async function visit(screen, theme, lang, size) {
  const page = await browser.newPage({ viewport: size, colorScheme: theme });
  const name = `${screen.name}-${theme}-${lang}-${size.width}`;
  page.on("pageerror", (error) => findings.push(`${name}: ${error.message}`));
  page.on("console", (message) => {
    const harmless = /favicon/.test(message.location().url);
    if (message.type() === "error" && !harmless) findings.push(`${name}: ${message.text()}`);
  });
  await page.goto(`${origin}/?${screen.query}&theme=${theme}&lang=${lang}`);
  await page.locator("main").first().waitFor();
  await page.waitForTimeout(350);
  await screen.act?.(page);
  await page.waitForTimeout(250);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const found of violations.filter((each) => each.impact === "serious" || each.impact === "critical")) {
    findings.push(`${name}: ${found.id}: ${found.nodes.map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? "")).slice(0, 4).join(" | ")}`);
  }
  const cut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
  if (cut) findings.push(`${name}: wider than the window`);
  await page.close();
}

const wide = { width: 1440, height: 900 };
const small = { width: 1024, height: 680 };
const LOOKS = [
  ["dark", "en", wide],
  ["light", "zh-CN", wide],
  ["light", "en", small],
  ["dark", "zh-CN", small],
];
const wanted = SCREENS.filter((each) => only.split(",").some((part) => each.name.includes(part)));
const visits = wanted.flatMap((screen) => LOOKS.map((look) => [screen, ...look]));
const left = [...visits];

/** Takes pictures until none is left. */
async function photographer() {
  for (let next = left.shift(); next; next = left.shift()) {
    try {
      await visit(...next);
    } catch (error) {
      findings.push(`${next[0].name}-${next[1]}-${next[2]}: ${error.message.split("\n")[0]}`);
    }
  }
}

// Half of a visit is waiting for the page to settle.
await Promise.all([photographer(), photographer()]);
await browser.close();
server.close();
console.log(findings.sort().join("\n"));
console.log(`look: ${visits.length} pictures in ${folder}, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
