// What is done in a screen before its picture is taken.

/** What remains after a voice was deleted is said. */
export async function removed(page) {
  await page.getByRole("button", { name: /^(Delete Lin|删除 Lin)$/ }).click();
  await page.locator(".dialog .tone-danger").click();
  await page.waitForTimeout(300);
}

/** From the menu of a take. */
export async function voiceOfTake(page) {
  await page.locator("#take-take-2 [aria-haspopup]").click();
  await page.locator("[role=menuitem]").last().click();
  await page.locator(".dialog").waitFor();
  await page.waitForTimeout(500);
}

/** The singing of a song of the library is taken out first. */
export async function persona(page) {
  await page.locator(".head button").first().click();
  await page.locator(".dialog [type=search]").fill("Lantern");
  await page.waitForTimeout(300);
  await page.locator(".dialog .picker li button, .dialog .picker [role=option], .dialog .picker ul button").first().click();
  await page.waitForTimeout(200);
  await page.locator(".dialog [role=radiogroup] label").nth(1).click();
}

export async function recorderOpen(page) {
  await page.getByRole("button", { name: /^(Record|录音)$/ }).first().click();
  await page.locator(".recorder").waitFor();
  await page.waitForTimeout(600);
}

export async function recorderRuns(page) {
  await recorderOpen(page);
  await page.keyboard.press("r");
  await page.waitForTimeout(2500);
}

export async function press(page, index, times) {
  for (let turn = 0; turn < times; turn += 1) {
    await page.locator("button.tone-primary").first().click();
    await page.waitForTimeout(80);
  }
  return index;
}

export async function singing(page) {
  await press(page, 0, 2);
  await page.getByRole("button", { name: /Practice studio|练习录音室/ }).click();
}

/** A vendor without an address of its own; saving without one says so. */
export async function gateway(page) {
  await page.locator("section button").filter({ hasText: /Add connection|添加连接/ }).click();
  await page.locator("#connection select").first().selectOption("gateway");
  await page.locator(".dialog .tone-primary").click();
}

/** The public address leads here. */
export async function proving(page) {
  await page.locator("nav button").filter({ hasText: /^(Callbacks|回调)$/ }).click();
  await page.getByRole("button", { name: /^(Prove it|验证)$/ }).click();
  await page.waitForTimeout(500);
}

/** An account with limits, a proxy and a path of its own. */
export async function editing(page) {
  await page.getByRole("button", { name: /^(Edit|编辑)$/ }).first().click();
  await page.locator("#path-wav").scrollIntoViewIfNeeded();
}

/** A key that is taken is asked for. */
export async function rebinding(page) {
  await page.locator("nav button").nth(-2).click();
  await page.locator("#settings-shortcuts input").fill("e");
  await page.locator('[data-action="edit.zoomRange"]').click();
  await page.keyboard.press("Control+f");
}

/** A marker is put at the playhead: its name is asked for at once. */
export async function naming(page) {
  await page.locator(".playhead").focus();
  await page.keyboard.press("Control+b");
  await page.waitForTimeout(150);
}

/** To the marker before, which is a range, and its menu. */
export async function markerMenu(page) {
  await page.locator(".playhead").focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await page.waitForTimeout(150);
  await page.locator("[data-marker]").nth(1).click({ button: "right" });
}

export async function openTaps(page) {
  await page.locator(".notice button").last().click();
  await page.locator(".dialog").waitFor();
  await page.waitForTimeout(300);
}

/** Some lines have a time, two more are tapped while it plays. */
export async function tapping(page) {
  await openTaps(page);
  await page.locator(".dialog .sound button").first().click();
  await page.locator(".dialog .lines button").nth(4).click();
  await page.waitForTimeout(2_400);
  for (let turn = 0; turn < 2; turn += 1) {
    await page.waitForTimeout(900);
    await page.keyboard.press("Enter");
  }
}

export async function leavingTaps(page) {
  await tapping(page);
  await page.keyboard.press("Escape");
  await page.waitForTimeout(200);
}

/** The lines are there, their words approximate, and it can be undone. */
export async function keptTaps(page) {
  await tapping(page);
  await page.locator(".dialog .sound button").first().click();
  await page.locator(".dialog footer button").last().click();
  await page.waitForTimeout(400);
}

export async function correcting(page) {
  await page.locator(".outline .tap").click();
  await page.locator(".dialog .lines").waitFor();
  await page.waitForTimeout(300);
}

export async function menu(page) {
  await page.locator(".playhead").focus();
  await page.keyboard.press("Shift+F10");
}

/** A range that the vendor accepts, with words of its own. */
export async function writing(page) {
  await page.locator(".pair input").nth(1).fill("0:24.500");
  await page.keyboard.press("Enter");
  await page.locator("#new-lyrics").fill("We are always going home");
  await page.waitForTimeout(700);
}

export async function replacing(page) {
  await writing(page);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(900);
}

/** Take 1 is kept, the question how to join is left: the message lies over the window. */
export async function keeping(page) {
  await page.locator(".playhead").focus();
  await page.keyboard.press("2");
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(400);
  await page.keyboard.press("Escape");
}

/** The same at an account whose vendor joins nothing: the way is there, and why it cannot be taken. */
export async function joiningElsewhere(page) {
  await page.locator(".credits").click();
  await page.getByRole("menuitem", { name: /cloud account/ }).click();
  await page.locator(".playhead").focus();
  await page.keyboard.press("2");
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(400);
}

/** The folded settings, some of them set. */
export async function moreSettings(page) {
  await page.locator("details.more summary").click();
  await page.locator(".percent input").first().fill("30");
  await page.locator("details.more label").nth(1).click();
}

/** The dialog of Write lyrics. */
export async function asks(page) {
  await page.locator(".counts button").click();
  await page.locator(".dialog textarea").fill("A lighthouse keeper who writes letters to ships");
  await page.waitForTimeout(700);
}

export async function writeTwo(page) {
  await page.locator(".counts button").click();
  await page.locator(".dialog [role=radiogroup] label").nth(1).click();
  await page.waitForTimeout(300);
}

/** It plays, one strip is soloed, and a range is selected. */
export async function mixing(page) {
  await page.locator(".strip").nth(2).getByRole("button", { name: /^(Solo|独奏)/ }).click();
  await selecting(page);
  await page.locator(".transport .play").click();
  await page.waitForTimeout(900);
}

export async function exportingStems(page) {
  await page.keyboard.press("Control+Shift+E");
  await page.locator(".dialog [role=radiogroup] label").nth(1).click();
  await page.waitForTimeout(400);
}

/** A range on the lanes. */
export async function selecting(page) {
  const lanes = await page.locator(".area").boundingBox();
  await page.mouse.move(lanes.x + 420, lanes.y + 60);
  await page.mouse.down();
  await page.mouse.move(lanes.x + 560, lanes.y + 60, { steps: 4 });
  await page.mouse.up();
}

/** The nth line of the menu of take 2, by keys: blocked ones can be reached, too. */
export async function act(page, index) {
  await page.locator("#take-take-2 [aria-haspopup]").focus();
  await page.keyboard.press("Shift+F10");
  await page.waitForTimeout(200);
  await page.keyboard.press("Home");
  for (let turn = 0; turn < index; turn += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".dialog").waitFor();
  await page.waitForTimeout(700);
}

export async function upload(page) {
  await page.locator("#take-take-9 [aria-haspopup]").click();
  await page.locator("[role=menuitem]:not([aria-disabled=true])").first().click();
}

export async function mashup(page) {
  await act(page, 2);
  await page.locator(".picker .song").nth(3).click();
  await page.waitForTimeout(700);
}

export async function sounds(page) {
  await page.locator(".pads .head button").click();
  await page.locator(".dialog textarea").fill("Rain on a tin roof");
  await page.locator(".dialog .grid [role=radio]").nth(14).click();
  await page.locator(".dialog input.mono").fill("92");
  await page.waitForTimeout(700);
}

/** A range is selected: the vendor's actions on it are in its menu. */
export async function rangeMenu(page) {
  await writing(page);
  await page.locator(".playhead").focus();
  await page.keyboard.press("Shift+F10");
  await page.waitForTimeout(200);
}

export async function hostPart(page) {
  await page.locator("nav button").filter({ hasText: /^(File host|文件托管)$/ }).click();
  await page.waitForTimeout(200);
}

export async function hostProven(page) {
  await hostPart(page);
  await page.getByRole("button", { name: /^(Test|测试)$/ }).last().click();
  await page.waitForTimeout(600);
}

/** Nothing is pasted: what leaves, where to and for how long is said above the button. */
export async function hostUpload(page) {
  await upload(page);
  await page.waitForTimeout(800);
}
