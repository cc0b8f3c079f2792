// A voice being made of a take: which form, what it is called, and the one or two calls that it takes.

import { Paying } from "../actions/paying.svelte";
import { payerOf, type Subject } from "../actions/asking.svelte";
import { isPublic } from "../actions/request";
import { whyNoAccount } from "../compose/form";
import { m } from "../i18n";
import type { ActionRequest, JobId, Range, VoiceOf } from "../ipc";
import { app, hasAddress, isRunning } from "../state";

/** Vendors take no longer singing. */
export const LONGEST_MS = 30_000;

export class Persona {
  readonly extracting = new Paying();
  readonly creating = new Paying();
  name = $state("");
  description = $state("");
  image = $state<string | null>(null);
  form = $state<"song" | "vox">("song");
  range = $state.raw<Range>({ start: 0, end: 0 });
  publicUrl = $state("");
  /** The job that takes the singing out. */
  singing = $state<JobId | null>(null);

  connection = $derived.by(() => payerOf(this.subject));
  /** A recording that no vendor knows is uploaded on the way. */
  local = $derived.by(() => this.subject.take.place === "local");
  singingJob = $derived.by(() => app.jobs.find((job) => job.id === this.singing) ?? null);
  isExtracting = $derived.by(() => this.singingJob !== null && isRunning(this.singingJob));
  hasSinging = $derived.by(() => this.singingJob?.state === "done");

  whyNoExtract = $derived.by(() => {
    const { start, end } = this.range;
    const account = whyNoAccount(this.connection, "extractVoice");
    return account ?? (this.isExtracting ? m.voice_extracting() : end - start > LONGEST_MS ? m.voice_range_long() : null);
  });
  whyNotYet = $derived.by(() => {
    const account = whyNoAccount(this.connection, "createVoice");
    if (account) return account;
    if (this.name.trim() === "") return m.error_needsName();
    if (this.local) return isPublic(this.publicUrl) || (hasAddress(this.connection) && this.publicUrl.trim() === "") ? null : m.act_reason_url();
    return this.form === "vox" && !this.hasSinging ? m.voice_reason_singing() : null;
  });

  constructor(readonly subject: Subject) {
    const length = subject.take.durationMs;
    // The documents' own window, 45 s to 74 s; of a shorter song its end.
    const end = Math.min(length, 74_000);
    this.range = { start: Math.max(0, end - 29_000), end };
    this.name = subject.take.title || subject.song.compose.title;
  }

  get extract(): ActionRequest {
    const { song, take } = this.subject;
    return { kind: "extractVoice", song: song.id, take: take.id, range: this.range };
  }

  get create(): ActionRequest {
    const { song, take } = this.subject;
    return {
      kind: "createVoice", song: song.id, take: take.id,
      form: { name: this.name, description: this.description, image: this.image, of: this.#of() },
    };
  }

  #of(): VoiceOf {
    if (this.local) return { kind: "upload", publicUrl: this.publicUrl.trim() || null };
    return this.form === "vox" && this.singing !== null ? { kind: "vox", job: this.singing } : { kind: "song" };
  }

  requote(): void {
    const vox = this.form === "vox" && !this.local && !this.hasSinging;
    this.extracting.requote(vox && this.whyNoExtract === null ? this.extract : null);
    this.creating.requote(this.whyNotYet === null ? this.create : null);
  }

  async takeOut(): Promise<void> {
    if (!this.isExtracting) this.extracting.renew();
    const job = await this.extracting.send(this.whyNoExtract === null ? this.extract : null);
    if (job) this.singing = job.id;
  }

  make() {
    return this.creating.send(this.whyNotYet === null ? this.create : null);
  }

  stop(): void {
    this.extracting.stop();
    this.creating.stop();
  }
}
