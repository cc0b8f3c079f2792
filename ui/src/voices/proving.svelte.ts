// The two halves of a real voice: what each would cost, the one send of each, and how long the vendor still waits.

import { Paying } from "../actions/paying.svelte";
import type { ActionRequest, JobView, VoiceMakingView } from "../ipc";
import { app, isRunning } from "../state";
import { left } from "./steps";

const TICK_MS = 100;

export class Proving {
  readonly initiating = new Paying();
  readonly verifying = new Paying();
  #now = $state(performance.now());
  /** When the core said how long is left, on the window's own clock. */
  #heard = $state({ now: 0, at: 0 });

  asked = $derived.by(() => this.#job(this.making().init));
  sent = $derived.by(() => this.#job(this.making().verify));
  asking = $derived.by(() => this.asked !== null && isRunning(this.asked));
  sending = $derived.by(() => this.sent !== null && isRunning(this.sent));
  left = $derived.by(() => {
    const { phrase } = this.making();
    if (!phrase) return 0;
    const since = phrase.now === this.#heard.now ? Math.max(0, this.#now - this.#heard.at) : 0;
    return left(phrase, since);
  });
  /** There is a phrase, and time to read it; or it was sent in time. */
  open = $derived.by(() => this.making().phrase !== null && !this.asking && (this.left > 0 || this.sending));

  constructor(private readonly making: () => VoiceMakingView) {}

  #job(id: string | null): JobView | null {
    return app.jobs.find((job) => job.id === id) ?? null;
  }

  /** Lets time pass while the step is shown. */
  tick(): () => void {
    const timer = setInterval(() => {
      const { phrase } = this.making();
      if (phrase && phrase.now !== this.#heard.now) this.#heard = { now: phrase.now, at: performance.now() };
      this.#now = performance.now();
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      this.initiating.stop();
      this.verifying.stop();
    };
  }

  requote(address: string | null, readingAddress: string | null): void {
    this.initiating.requote(this.open || address === null ? null : this.#init(address));
    this.verifying.requote(!this.open || readingAddress === null ? null : this.#verify(readingAddress));
  }

  init(address: string): Promise<JobView | null> {
    if (!this.asking) this.initiating.renew();
    return this.initiating.send(this.#init(address));
  }

  verify(address: string): Promise<JobView | null> {
    if (!this.sending) this.verifying.renew();
    return this.verifying.send(this.#verify(address));
  }

  #init(address: string): ActionRequest {
    return { kind: "initVoice", making: this.making().id, publicUrl: address.trim() || null };
  }

  #verify(address: string): ActionRequest {
    return { kind: "verifyVoice", making: this.making().id, publicUrl: address.trim() || null };
  }
}
