import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "./tokens.css";
import "./base.css";
import "./ui/controls.css";

import { mount } from "svelte";
import { connect } from "./ipc";

const target = document.getElementById("app");
if (target) {
  await connect();
  // After the backend is chosen: state reads it when it is first imported.
  const { default: App } = await import("./App.svelte");
  mount(App, { target });
}
