// Opens the screen that the address asks for: ?screen=edit&theme=light&lang=zh-CN&state=waiting

import { nav, openSong } from "../../state";

export async function showRequested(): Promise<void> {
  const screen = new URLSearchParams(location.search).get("screen") ?? "library";
  if (screen === "lyrics" || screen === "edit" || screen === "takes" || screen === "mix") {
    await nav.open(new URLSearchParams(location.search).get("song") ?? "song-1", screen);
    return openSong.song ? nav.showTab(screen) : undefined;
  }
  if (screen === "ledger") {
    nav.jobsTab = "ledger";
    return nav.go("jobs");
  }
  const making = new URLSearchParams(location.search).get("making");
  if ((screen === "voices" || screen === "models") && making) return nav.make(screen, making);
  if (screen === "voices" || screen === "models" || screen === "jobs" || screen === "settings" || screen === "library") nav.go(screen);
}
