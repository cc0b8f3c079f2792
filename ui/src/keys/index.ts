export { keycaps, onMac } from "./chord";
export { keys, listenToKeys, type Action, type Scope } from "./registry.svelte";
