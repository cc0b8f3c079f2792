// A file host that is drawn: set up in the state "hosted", with a recording that still lies there.

import type { Backend } from "../backend";
import type { ActionRequest, HostedView, Hosting, HostView } from "../types";
import { problem } from "./people";
import { wait, type World } from "./world";

type Part = Pick<
  Backend,
  "fileHost" | "setFileHost" | "removeFileHost" | "proveFileHost" | "listHosted" | "clearHosted" | "forgetHosted"
>;

const LABEL = "lin-songs · s3.eu-central-1.amazonaws.com";
const VIEW: HostView = {
  place: {
    kind: "s3", endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-central-1", bucket: "lin-songs",
    keyId: "AKIAEXAMPLE", publicBase: "", hours: 24,
  },
  label: LABEL, key: "stored",
};

/** The states in which there is one. */
const HOSTED = ["hosted", "voice-hosted", "voice-slow"];

/** What a start would put there. */
export function leaving(world: World, action: ActionRequest): Hosting | null {
  const pasted = action.kind === "upload" ? action.publicUrl : action.kind === "derive" ? action.form.publicUrl : "none";
  return world.state === "hosted" && pasted === null ? { label: LABEL, bytes: 8_912_332, hours: 24, public: false } : null;
}

export function fileHost(world: World): Part {
  let view = HOSTED.includes(world.state) ? VIEW : null;
  const lies = (name: string, what: string, needed: boolean): HostedView => ({
    name, what, bytes: 8_912_332, putAt: Date.now() - 3_600_000, until: Date.now() + 80_000_000, needed,
  });
  let lying = view ? [lies("a", "kitchen demo 2019", true), lies("b", "夜航", false)] : [];
  return {
    fileHost: async () => view,
    async setFileHost(place) {
      await wait(200);
      if (!/^https:/.test(place.endpoint)) throw problem({ code: "badUrl" });
      view = { place, label: `${place.bucket} · ${place.endpoint.replace("https://", "")}`, key: "stored" };
      return view;
    },
    async removeFileHost() {
      if (lying.length > 0) throw problem({ code: "hostInUse" });
      view = null;
    },
    async proveFileHost() {
      await wait(300);
      return { works: true, ms: 412, speed: world.state === "voice-slow" ? 21_000 : 1_240_000, error: null };
    },
    listHosted: async () => lying,
    clearHosted: async () => (lying = lying.filter((each) => each.needed)),
    async forgetHosted(name) {
      lying = lying.filter((each) => each.name !== name);
    },
  };
}
