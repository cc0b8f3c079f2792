// What an account is set to, while it is being edited: texts as they are typed.

import type { ConnectionOptions, Proxy } from "../ipc";
import { readAmount, writeAmount } from "./amounts";

export const UNSET: ConnectionOptions = {
  clickLimit: null,
  dailyBudget: null,
  jobsAtOnce: null,
  proxy: { kind: "system" },
  paths: {},
  callbacks: false,
  paused: false,
  balanceUrl: null,
};

export class OptionsForm {
  click = $state("");
  day = $state("");
  /** Empty: as many as the settings say. */
  atOnce = $state("");
  proxyKind = $state<Proxy["kind"]>("system");
  proxyUrl = $state("");
  callbacks = $state(false);
  /** Empty: the vendor's own. */
  balanceUrl = $state("");
  paths = $state.raw<Record<string, string>>({});
  readonly #begun: ConnectionOptions;

  constructor(begun: ConnectionOptions) {
    this.#begun = begun;
    this.click = writeAmount(begun.clickLimit);
    this.day = writeAmount(begun.dailyBudget);
    this.atOnce = begun.jobsAtOnce === null ? "" : String(begun.jobsAtOnce);
    this.proxyKind = begun.proxy.kind;
    this.proxyUrl = begun.proxy.kind === "custom" ? begun.proxy.url : "";
    this.callbacks = begun.callbacks;
    this.balanceUrl = begun.balanceUrl ?? "";
    this.paths = { ...begun.paths };
  }

  /** What the core is told; null while a field cannot be read. */
  read(): ConnectionOptions | null {
    const [clickLimit, dailyBudget] = [readAmount(this.click), readAmount(this.day)];
    if (clickLimit === undefined || dailyBudget === undefined) return null;
    const kind = this.proxyKind;
    return {
      ...this.#begun,
      clickLimit,
      dailyBudget,
      jobsAtOnce: this.atOnce === "" ? null : Number(this.atOnce),
      proxy: kind === "custom" ? { kind, url: this.proxyUrl.trim() } : { kind },
      callbacks: this.callbacks,
      balanceUrl: this.balanceUrl.trim() || null,
      paths: Object.fromEntries(Object.entries(this.paths).filter(([, path]) => path.trim() !== "")),
    };
  }
}
