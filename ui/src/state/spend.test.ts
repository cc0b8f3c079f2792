import { describe, expect, it, vi } from "vitest";
import type { ActionRequest, Quote } from "../ipc/types";
import { limits } from "./limits.svelte";
import { Spend } from "./spend.svelte";
import { fakeCore, job } from "./testing";

const ACTION: ActionRequest = { kind: "generate", song: "s" };
const quote = (quoteId: string, price = 0.5): Quote => ({
  quoteId, price, unit: "credits", balance: 10, vendorLabel: "", practice: true, takes: 2, usualSeconds: [1, 2],
  warnings: [], sent: [], confirmation: null, hosting: null,
});
const started = (asked: { method: string }[]) => asked.filter((each) => each.method === "start").length;

describe("a button that spends", () => {
  it("starts once for two presses", async () => {
    const asked = fakeCore({ quote: () => quote("q"), start: () => job("j") });
    const spend = new Spend();
    await spend.refresh(ACTION);
    const both = await Promise.all([spend.start(ACTION), spend.start(ACTION)]);
    expect([started(asked), both.filter(Boolean).length]).toEqual([1, 1]);
  });

  it("does not spend another price than the one it showed", async () => {
    let price = 0.5;
    const asked = fakeCore({ quote: () => quote("q", price), start: () => job("j") });
    const spend = new Spend();
    await spend.refresh(ACTION);
    price = 0.9;
    expect(await spend.start(ACTION)).toBeNull();
    expect([started(asked), spend.error?.code, spend.quote?.price]).toEqual([0, "staleQuote", 0.9]);
    await spend.start(ACTION);
    expect(started(asked)).toBe(1);
  });

  it("saves the words before it asks the price", async () => {
    const order: string[] = [];
    const noted = <T>(what: string, answer: T): T => {
      order.push(what);
      return answer;
    };
    fakeCore({ quote: () => noted("quote", quote("q")), start: () => noted("start", job("j")) });
    await new Spend().start(ACTION, async () => noted("saved", undefined));
    expect(order).toEqual(["saved", "quote", "start"]);
  });

  it("drops the answer to a question that is no longer asked", async () => {
    const waiting: ((quote: Quote) => void)[] = [];
    fakeCore({ quote: () => new Promise<Quote>((done) => waiting.push(done)) });
    const spend = new Spend();
    const first = spend.refresh(ACTION);
    const second = spend.refresh(ACTION);
    await Promise.resolve();
    waiting[1]?.(quote("new", 2));
    waiting[0]?.(quote("old", 1));
    await Promise.all([first, second]);
    expect(spend.quote?.quoteId).toBe("new");
  });

  it("is free again after a refusal, with the reason", async () => {
    fakeCore({
      quote: () => quote("q"),
      start: () => {
        throw { code: "outOfCredits", money: "notSpent" };
      },
    });
    const spend = new Spend();
    await spend.start(ACTION);
    expect([spend.busy, spend.error?.code, spend.error?.money]).toEqual([false, "outOfCredits", "notSpent"]);
  });

  it("asks before it passes a limit, and brings the word of that very quote", async () => {
    const passing = { ...quote("q"), confirmation: "word" };
    const asked = fakeCore({ quote: () => passing, start: () => job("j") });
    const spend = new Spend();
    await spend.refresh(ACTION);
    const refused = spend.start(ACTION);
    await vi.waitFor(() => expect(limits.asking).toEqual(passing));
    limits.answer(false);
    expect([await refused, started(asked), spend.state, spend.error]).toEqual([null, 0, "ready", null]);
    const wanted = spend.start(ACTION);
    await vi.waitFor(() => expect(limits.asking).toEqual(passing));
    limits.answer(true);
    expect((await wanted)?.id).toBe("j");
    expect(asked.at(-1)?.args).toEqual(["q", "word"]);
  });
});
