import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ActionRequest, Quote } from "../ipc";
import { fakeCore, job } from "../state/testing";
import { Paying } from "./paying.svelte";

const ACTION: ActionRequest = { kind: "onTake", song: "s", take: "t", action: "stems" };
const quote: Quote = {
  quoteId: "q", price: null, unit: "credits", balance: 10, vendorLabel: "", practice: true, takes: 2, usualSeconds: [1, 2], confirmation: null, hosting: null, warnings: [], sent: [],
};
const count = (asked: { method: string }[], method: string) => asked.filter((each) => each.method === method).length;

describe("a form that spends", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("asks the price once for a burst of changes, and not at all for nothing", async () => {
    const asked = fakeCore({ quote: () => quote });
    const paying = new Paying();
    for (let turn = 0; turn < 5; turn += 1) paying.requote(ACTION);
    await vi.runAllTimersAsync();
    paying.requote(null);
    await vi.runAllTimersAsync();
    expect([count(asked, "quote"), paying.spend.quote]).toEqual([1, null]);
  });

  it("never sends what it has sent, however often it is pressed", async () => {
    const asked = fakeCore({ quote: () => quote, start: () => job("j") });
    const paying = new Paying();
    const first = await paying.send(ACTION);
    const second = await paying.send(ACTION);
    expect([first?.id, second, count(asked, "start")]).toEqual(["j", null, 1]);
  });

  it("may be pressed again after a refusal: nothing was accepted", async () => {
    let refuse = true;
    const asked = fakeCore({
      quote: () => quote,
      start: () => {
        if (refuse) throw { code: "busy", money: "notSpent" };
        return job("j");
      },
    });
    const paying = new Paying();
    expect([await paying.send(ACTION), paying.spend.error?.code]).toEqual([null, "busy"]);
    refuse = false;
    expect([(await paying.send(ACTION))?.id, count(asked, "start")]).toEqual(["j", 2]);
  });

  it("sends nothing while something is missing", async () => {
    const asked = fakeCore();
    expect([await new Paying().send(null), asked.length]).toEqual([null, 0]);
  });
});
