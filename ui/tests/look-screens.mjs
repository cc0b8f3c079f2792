// Every screen and state that is looked at, and what is done in it before the picture.

export const SCREENS = [
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
  { name: "mix", query: "screen=mix&state=mix", act: mixing },
  { name: "mix-two", query: "screen=mix&state=mix2" },
  { name: "mix-empty", query: "screen=mix" },
  { name: "mix-export", query: "screen=mix&state=mix", act: (page) => page.keyboard.press("Control+Shift+E") },
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
  { name: "voices", query: "screen=voices&state=voices" },
  { name: "voices-empty", query: "screen=voices&state=empty" },
  { name: "voice-begin", query: "screen=voices&state=empty", act: (page) => page.locator(".ways button").first().click() },
  { name: "voice-remove", query: "screen=voices&state=voices", act: (page) => page.getByRole("button", { name: /^(Delete Lin|删除 Lin)$/ }).click() },
  { name: "voice-consent", query: "screen=voices&state=voice-new&making=making-1" },
  { name: "voice-mic", query: "screen=voices&state=voice-mic&making=making-1", act: (page) => page.waitForTimeout(1500) },
  { name: "voice-sing", query: "screen=voices&state=voice-sung&making=making-1", act: (page) => page.getByRole("button", { name: /From a song|来自歌曲/ }).click() },
  { name: "voice-ready", query: "screen=voices&state=voice-ready&making=making-1" },
  { name: "voice-hosted", query: "screen=voices&state=voice-hosted&making=making-1", act: (page) => page.waitForTimeout(800) },
  { name: "voice-slow", query: "screen=voices&state=voice-slow&making=making-1", act: (page) => page.waitForTimeout(800) },
  { name: "voice-phrase", query: "screen=voices&state=voice-phrase&making=making-1" },
  { name: "voice-late", query: "screen=voices&state=voice-late&making=making-1" },
  { name: "voice-result", query: "screen=voices&state=voices&making=making-0" },
  { name: "voice-removed", query: "screen=voices&state=voices", act: removed },
  { name: "voice-of-take", query: "screen=takes&state=family", act: voiceOfTake },
  { name: "voice-persona", query: "screen=voices&state=voices", act: persona },
  { name: "compose-voice", query: "screen=lyrics&song=song-1" },
  { name: "models", query: "screen=models&state=model" },
  { name: "models-empty", query: "screen=models&state=empty" },
  { name: "model-making", query: "screen=models&state=model&making=making-m" },
  { name: "palette", query: "screen=library", act: (page) => page.keyboard.press("Control+k") },
  { name: "sheet", query: "screen=edit", act: (page) => page.keyboard.press("Control+/") },
  { name: "host-none", query: "screen=settings", act: hostPart },
  { name: "host-set", query: "screen=settings&state=hosted", act: hostProven },
  { name: "host-upload", query: "screen=takes&song=song-3&state=hosted", act: hostUpload },
  { name: "record-new", query: "screen=library", act: recorderOpen },
  { name: "record-takes", query: "screen=takes&state=recorded", act: recorderOpen },
  { name: "record-running", query: "screen=library&state=clipped", act: recorderRuns },
  { name: "record-denied", query: "screen=library&state=deaf", act: recorderOpen },
  { name: "offline", query: "screen=library&state=offline" },
  { name: "error", query: "state=error" },
];

/** What remains after a voice was deleted is said. */
async function removed(page) {
  await page.getByRole("button", { name: /^(Delete Lin|删除 Lin)$/ }).click();
  await page.locator(".dialog .tone-danger").click();
  await page.waitForTimeout(300);
}

/** From the menu of a take. */
async function voiceOfTake(page) {
  await page.locator("#take-take-2 [aria-haspopup]").click();
  await page.locator("[role=menuitem]").last().click();
  await page.locator(".dialog").waitFor();
  await page.waitForTimeout(500);
}

/** The singing of a song of the library is taken out first. */
async function persona(page) {
  await page.locator(".head button").first().click();
  await page.locator(".dialog [type=search]").fill("Lantern");
  await page.waitForTimeout(300);
  await page.locator(".dialog .picker li button, .dialog .picker [role=option], .dialog .picker ul button").first().click();
  await page.waitForTimeout(200);
  await page.locator(".dialog [role=radiogroup] label").nth(1).click();
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

/** It plays, one strip is soloed, and a range is selected. */
async function mixing(page) {
  await page.locator(".strip").nth(2).getByRole("button", { name: /^(Solo|独奏)/ }).click();
  const lanes = await page.locator(".area").boundingBox();
  await page.mouse.move(lanes.x + 420, lanes.y + 60);
  await page.mouse.down();
  await page.mouse.move(lanes.x + 560, lanes.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.locator(".transport .play").click();
  await page.waitForTimeout(900);
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
