export { app, isRunning, type AppState } from "./app.svelte";
export { nav, type Place, type SongTab } from "./nav.svelte";
export { openSong } from "./open.svelte";
export { playhead, type Playhead } from "./playhead";
export { SongState } from "./song.svelte";
export { Spend } from "./spend.svelte";
export { toasts } from "./toasts.svelte";
export { transport } from "./transport.svelte";
