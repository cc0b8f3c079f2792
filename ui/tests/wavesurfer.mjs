// The peer of "waveform visible after a file is chosen": wavesurfer.js in headless Chromium, from creating it
// with a file's address until it is ready and a frame has passed. Prints a list of seconds.
//   node tests/wavesurfer.mjs <wavesurfer.esm.js> <audio file> <runs>

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const [library, song, runs] = process.argv.slice(2);
const files = {
  "/": ["text/html", "<!doctype html><div id='wave' style='width:1200px'></div>"],
  "/wavesurfer.js": ["text/javascript", await readFile(library)],
  "/song.mp3": ["audio/mpeg", await readFile(song)],
};
const server = createServer((request, response) => {
  const [type, body] = files[request.url] ?? ["text/plain", ""];
  response.writeHead(files[request.url] ? 200 : 404, { "content-type": type }).end(body);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const seconds = [];
for (let turn = 0; turn < Number(runs); turn += 1) {
  // A new context each time: nothing is cached.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  seconds.push(await page.evaluate(ready));
  await context.close();
}
await browser.close();
server.close();
console.log(JSON.stringify(seconds));

async function ready() {
  const { default: WaveSurfer } = await import("/wavesurfer.js");
  const began = performance.now();
  const wave = WaveSurfer.create({ container: "#wave", url: "/song.mp3" });
  await new Promise((done, fail) => {
    wave.on("ready", done);
    wave.on("error", fail);
  });
  await new Promise(requestAnimationFrame);
  return (performance.now() - began) / 1000;
}
