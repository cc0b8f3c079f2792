export { chordOf, keycaps, onMac } from "./chord";
export { conflicts, isText, keys, listenToKeys, type Action, type Scope } from "./registry.svelte";
export { capNames, scopeName } from "./names";
