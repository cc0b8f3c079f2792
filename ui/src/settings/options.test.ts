import { describe, expect, it } from "vitest";
import { OptionsForm, UNSET } from "./options.svelte";

describe("what an account is set to", () => {
  it("comes back as it was", () => {
    const set = { ...UNSET, clickLimit: 0.5, jobsAtOnce: 2, proxy: { kind: "custom" as const, url: "http://127.0.0.1:7890" }, paths: { wav: "/suno/v2/wav" }, paused: true };
    expect(new OptionsForm(set).read()).toEqual(set);
    expect(new OptionsForm(UNSET).read()).toEqual(UNSET);
  });

  it("is not told while an amount cannot be read, and forgets what was emptied", () => {
    const form = new OptionsForm({ ...UNSET, paths: { wav: "/own" } });
    form.paths = { wav: "  " };
    expect(form.read()?.paths).toEqual({});
    form.day = "much";
    expect(form.read()).toBeNull();
  });
});
