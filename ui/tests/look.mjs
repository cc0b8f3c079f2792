// Visits every screen in both themes and languages with the stand-in core, writes a picture of each and runs
// axe on it. Fails on any serious or critical finding and on any error in the console.
//   npm run look -- [folder] [only=substring]

import { mkdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

const here = resolve(import.meta.dirname, "..");
const args = process.argv.slice(2);
const only = args.find((each) => each.startsWith("only="))?.slice(5) ?? "";
const folder = resolve(args.find((each) => !each.startsWith("only=")) ?? join(here, "../target/look"));
const axe = await readFile(join(here, "node_modules/axe-core/axe.min.js"), "utf8");

const SCREENS = [
  { name: "start", query: "screen=start" },
  { name: "first", query: "screen=first" },
  { name: "first-sound", query: "screen=first", act: async (page) => press(page, 0, 1) },
  { name: "first-begin", query: "screen=first", act: async (page) => press(page, 0, 2) },
  { name: "first-singing", query: "screen=first&state=waiting", act: singing },
  { name: "library", query: "screen=library" },
  { name: "library-empty", query: "screen=library&state=empty" },
  { name: "import-report", query: "screen=library&state=report", act: (page) => page.getByRole("button", { name: /Import audio|导入音频/ }).first().click() },
  { name: "lyrics", query: "screen=lyrics" },
  { name: "lyrics-draft", query: "screen=lyrics&song=song-2" },
  { name: "edit", query: "screen=edit" },
  { name: "takes", query: "screen=takes" },
  { name: "takes-empty", query: "screen=takes&song=song-2" },
  { name: "jobs", query: "screen=jobs&state=waiting" },
  { name: "jobs-vendors", query: "screen=jobs&state=vendors" },
  { name: "jobs-empty", query: "screen=jobs&state=empty" },
  { name: "jobs-queues", query: "screen=jobs&state=queues" },
  { name: "jobs-again", query: "screen=jobs", act: (page) => page.getByRole("button", { name: /Ask again|再次请求/ }).first().click() },
  { name: "settings-jobs", query: "screen=settings", act: (page) => page.locator("nav button").filter({ hasText: /^(Queues and notifications|队列与通知)$/ }).last().click() },
  { name: "ledger", query: "screen=ledger" },
  { name: "ledger-songs", query: "screen=ledger", act: (page) => page.locator(".tools").nth(1).locator("label").nth(2).click() },
  { name: "ledger-dates", query: "screen=ledger", act: (page) => page.locator(".tools").nth(0).locator("label").nth(4).click() },
  { name: "ledger-empty", query: "screen=ledger&state=empty" },
  { name: "limit", query: "screen=lyrics&state=limit", act: (page) => page.keyboard.press("Control+Enter") },
  { name: "settings", query: "screen=settings" },
  { name: "settings-dialog", query: "screen=settings", act: (page) => page.locator("section button").filter({ hasText: /Add connection|添加连接/ }).click() },
  { name: "settings-callbacks", query: "screen=settings", act: proving },
  { name: "settings-edit", query: "screen=settings", act: editing },
  { name: "settings-gateway", query: "screen=settings", act: gateway },
  { name: "shortcuts", query: "screen=settings", act: rebinding },
  { name: "edit-menu", query: "screen=edit", act: menu },
  { name: "edit-offline", query: "screen=edit&state=offline", act: writing },
  { name: "edit-waiting", query: "screen=edit&state=waiting", act: replacing },
  { name: "edit-vendors", query: "screen=edit&state=vendors", act: replacing },
  { name: "edit-bare", query: "screen=edit&song=song-4", act: (page) => page.locator(".pair input").nth(0).fill("0:24.500") },
  { name: "lyrics-bare", query: "screen=lyrics&song=song-4&state=vendors" },
  { name: "takes-bare", query: "screen=takes&song=song-4&state=vendors" },
  { name: "compose-more", query: "screen=lyrics&song=song-2", act: moreSettings },
  { name: "compose-bare", query: "screen=lyrics&song=song-4", act: (page) => page.locator("details.more summary").click() },
  { name: "write-lyrics", query: "screen=lyrics&song=song-2", act: asks },
  { name: "write-two", query: "screen=lyrics&song=song-1", act: writeTwo },
  { name: "draft-strip", query: "screen=lyrics&state=draft" },
  { name: "draft", query: "screen=lyrics&state=draft", act: (page) => page.locator(".drafts button").click() },
  { name: "takes-family", query: "screen=takes&state=family" },
  { name: "takes-pads", query: "screen=takes&state=family", act: (page) => page.locator(".pad").nth(1).click() },
  { name: "act-menu", query: "screen=takes&state=family", act: (page) => page.locator("#take-take-2 [aria-haspopup]").click() },
  { name: "act-menu-local", query: "screen=takes&song=song-3", act: (page) => page.locator("#take-take-9 [aria-haspopup]").click() },
  { name: "act-upload", query: "screen=takes&song=song-3", act: upload },
  { name: "act-menu-library", query: "screen=library", act: (page) => page.locator("[role=row]").first().click({ button: "right" }) },
  { name: "act-menu-range", query: "screen=edit", act: rangeMenu },
  { name: "act-extend", query: "screen=takes&state=family", act: (page) => act(page, 0) },
  { name: "act-cover", query: "screen=takes&state=family", act: (page) => act(page, 1) },
  { name: "act-mashup", query: "screen=takes&state=family", act: mashup },
  { name: "act-sample", query: "screen=takes&state=family", act: (page) => act(page, 3) },
  { name: "act-remaster", query: "screen=takes&state=family", act: (page) => act(page, 5) },
  { name: "act-wav", query: "screen=takes&state=family", act: (page) => act(page, 10) },
  { name: "act-sounds", query: "screen=takes&state=family", act: sounds },
  { name: "edit-join-bare", query: "screen=edit", act: joiningElsewhere },
  { name: "edit-kept", query: "screen=edit", act: keeping },
  { name: "palette", query: "screen=library", act: (page) => page.keyboard.press("Control+k") },
  { name: "sheet", query: "screen=edit", act: (page) => page.keyboard.press("Control+/") },
  { name: "record-new", query: "screen=library", act: recorderOpen },
  { name: "record-takes", query: "screen=takes&state=recorded", act: recorderOpen },
  { name: "record-running", query: "screen=library&state=clipped", act: recorderRuns },
  { name: "record-denied", query: "screen=library&state=deaf", act: recorderOpen },
  { name: "host-none", query: "screen=settings", act: hostPart },
  { name: "host-set", query: "screen=settings&state=hosted", act: hostProven },
  { name: "host-upload", query: "screen=takes&song=song-3&state=hosted", act: hostUpload },
  { name: "offline", query: "screen=library&state=offline" },
  { name: "error", query: "state=error" },
];

async function hostPart(page) {
  await page.locator("nav button").filter({ hasText: /^(File host|文件托管)$/ }).click();
  await page.waitForTimeout(200);
}

async function hostProven(page) {
  await hostPart(page);
  await page.getByRole("button", { name: /^(Test|测试)$/ }).last().click();
  await page.waitForTimeout(600);
}

/** Nothing is pasted: what leaves, where to and for how long is said above the button. */
async function hostUpload(page) {
  await upload(page);
  await page.waitForTimeout(800);
}

async function recorderOpen(page) {
  await page.getByRole("button", { name: /^(Record|录音)$/ }).first().click();
  await page.locator(".recorder").waitFor();
  await page.waitForTimeout(600);
}

async function recorderRuns(page) {
  await recorderOpen(page);
  await page.keyboard.press("r");
  await page.waitForTimeout(2500);
}

async function press(page, index, times) {
  for (let turn = 0; turn < times; turn += 1) {
    await page.locator("button.tone-primary").first().click();
    await page.waitForTimeout(80);
  }
  return index;
}

async function singing(page) {
  await press(page, 0, 2);
  await page.getByRole("button", { name: /Practice studio|练习录音室/ }).click();
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
// The policy of the real window, so that what it would block is blocked here too.
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'";

/** A vendor without an address of its own; saving without one says so. */
async function gateway(page) {
  await page.locator("section button").filter({ hasText: /Add connection|添加连接/ }).click();
  await page.locator("#connection select").first().selectOption("gateway");
  await page.locator(".dialog .tone-primary").click();
}

/** The public address leads here. */
async function proving(page) {
  await page.locator("nav button").filter({ hasText: /^(Callbacks|回调)$/ }).click();
  await page.getByRole("button", { name: /^(Prove it|验证)$/ }).click();
  await page.waitForTimeout(500);
}

/** An account with limits, a proxy and a path of its own. */
async function editing(page) {
  await page.getByRole("button", { name: /^(Edit|编辑)$/ }).first().click();
  await page.locator("#path-wav").scrollIntoViewIfNeeded();
}

/** A key that is taken is asked for. */
async function rebinding(page) {
  await page.locator("nav button").nth(-2).click();
  await page.locator("#settings-shortcuts input").fill("e");
  await page.locator('[data-action="edit.zoomRange"]').click();
  await page.keyboard.press("Control+f");
}

async function menu(page) {
  await page.locator(".playhead").focus();
  await page.keyboard.press("Shift+F10");
}

/** A range that the vendor accepts, with words of its own. */
async function writing(page) {
  await page.locator(".pair input").nth(1).fill("0:24.500");
  await page.keyboard.press("Enter");
  await page.locator("#new-lyrics").fill("We are always going home");
  await page.waitForTimeout(700);
}

async function replacing(page) {
  await writing(page);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(900);
}

/** Take 1 is kept, the question how to join is left: the message lies over the window. */
async function keeping(page) {
  await page.locator(".playhead").focus();
  await page.keyboard.press("2");
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(400);
  await page.keyboard.press("Escape");
}

/** The same at an account whose vendor joins nothing: the way is there, and why it cannot be taken. */
async function joiningElsewhere(page) {
  await page.locator(".credits").click();
  await page.getByRole("menuitem", { name: /cloud account/ }).click();
  await page.locator(".playhead").focus();
  await page.keyboard.press("2");
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(400);
}

/** The folded settings, some of them set. */
async function moreSettings(page) {
  await page.locator("details.more summary").click();
  await page.locator(".percent input").first().fill("30");
  await page.locator("details.more label").nth(1).click();
}

/** The dialog of Write lyrics. */
async function asks(page) {
  await page.locator(".counts button").click();
  await page.locator(".dialog textarea").fill("A lighthouse keeper who writes letters to ships");
  await page.waitForTimeout(700);
}

async function writeTwo(page) {
  await page.locator(".counts button").click();
  await page.locator(".dialog [role=radiogroup] label").nth(1).click();
  await page.waitForTimeout(300);
}

/** The nth line of the menu of take 2, by keys: blocked ones can be reached, too. */
async function act(page, index) {
  await page.locator("#take-take-2 [aria-haspopup]").focus();
  await page.keyboard.press("Shift+F10");
  await page.waitForTimeout(200);
  await page.keyboard.press("Home");
  for (let turn = 0; turn < index; turn += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".dialog").waitFor();
  await page.waitForTimeout(700);
}

async function upload(page) {
  await page.locator("#take-take-9 [aria-haspopup]").click();
  await page.locator("[role=menuitem]:not([aria-disabled=true])").first().click();
}

async function mashup(page) {
  await act(page, 2);
  await page.locator(".picker .song").nth(3).click();
  await page.waitForTimeout(700);
}

async function sounds(page) {
  await page.locator(".pads .head button").click();
  await page.locator(".dialog textarea").fill("Rain on a tin roof");
  await page.locator(".dialog .grid [role=radio]").nth(14).click();
  await page.locator(".dialog input.mono").fill("92");
  await page.waitForTimeout(700);
}

/** A range is selected: the vendor's actions on it are in its menu. */
async function rangeMenu(page) {
  await writing(page);
  await page.locator(".playhead").focus();
  await page.keyboard.press("Shift+F10");
  await page.waitForTimeout(200);
}

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
let visits = 0;
for (const screen of SCREENS.filter((each) => only.split(",").some((part) => each.name.includes(part)))) {
  for (const [theme, lang, size] of [
    ["dark", "en", wide],
    ["light", "zh-CN", wide],
    ["light", "en", small],
    ["dark", "zh-CN", small],
  ]) {
    visits += 1;
    try {
      await visit(screen, theme, lang, size);
    } catch (error) {
      findings.push(`${screen.name}-${theme}-${lang}: ${error.message.split("\n")[0]}`);
    }
  }
}
await browser.close();
server.close();
console.log(findings.join("\n"));
console.log(`look: ${visits} pictures in ${folder}, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
