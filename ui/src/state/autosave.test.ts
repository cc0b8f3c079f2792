import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Autosave } from "./autosave.svelte";

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("saves once, 800 ms after the last change", async () => {
    const save = vi.fn(async () => 5);
    const words = new Autosave<string>(1, save);
    words.later("a");
    await vi.advanceTimersByTimeAsync(700);
    words.later("ab");
    await vi.advanceTimersByTimeAsync(799);
    expect([save.mock.calls.length, words.state]).toEqual([0, "dirty"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(save.mock.calls).toEqual([["ab"]]);
    expect([words.state, words.savedAt]).toEqual(["saved", 5]);
  });

  it("saves what was typed while saving, in order", async () => {
    const order: string[] = [];
    const save = async (value: string) => {
      await new Promise((done) => setTimeout(done, 100));
      order.push(value);
      return order.length;
    };
    const words = new Autosave<string>(0, save);
    words.later("one");
    const first = words.now();
    words.later("two");
    await vi.advanceTimersByTimeAsync(300);
    await first;
    expect([order, words.state]).toEqual([["one", "two"], "saved"]);
  });

  it("keeps the value of a failed save and writes it the next time", async () => {
    let broken = true;
    const saved: string[] = [];
    const save = async (value: string) => {
      if (broken) throw { code: "diskFull" };
      saved.push(value);
      return 9;
    };
    const words = new Autosave<string>(0, save);
    words.later("kept");
    await words.now();
    expect([words.state, words.error?.code]).toEqual(["failed", "diskFull"]);
    broken = false;
    await words.now();
    expect([saved, words.state, words.error]).toEqual([["kept"], "saved", null]);
  });
});
