// A model being put together: which uploads are ready, what is still missing, and the calls of each step.

import { Paying } from "../actions/paying.svelte";
import { m } from "../i18n";
import { asUiError, type ActionRequest, type JobView, type ModelMakingView, type ModelRowView, type UiError } from "../ipc";
import { app, isRunning, Spend } from "../state";

/** Shorter songs teach little. */
const SHORT_MS = 30_000;
/** Quieter than this is most likely no finished song. */
const QUIET_LUFS = -28;

/** What speaks against a song, in words. */
export function concerns({ length, loudness, isDouble }: ModelRowView): string[] {
  return [
    isDouble ? m.model_concern_double() : "",
    length < SHORT_MS ? m.model_concern_short() : "",
    loudness < QUIET_LUFS ? m.model_concern_quiet() : "",
  ].filter(Boolean);
}

export class Training {
  readonly creating = new Paying();
  /** An upload or the session could not be asked for. */
  problem = $state.raw<UiError | null>(null);

  ready = $derived.by(() => this.making().rows.filter((row) => row.state === "ready").length);
  created = $derived.by(() => this.#job(this.making().create));
  isTraining = $derived.by(() => this.created !== null && isRunning(this.created));
  whyNoUploads = $derived.by(() => {
    const open = this.making().rows.some((row) => row.state === "fresh" || row.state === "failed");
    return this.#busy ? m.model_session_coming() : open ? null : m.model_uploads_none();
  });
  whyNotYet = $derived.by(() => {
    const { name, rights, least } = this.making();
    if (this.isTraining) return m.model_training();
    if (name.trim() === "") return m.error_needsName();
    if (this.ready < least) return m.error_needsSix({ least });
    return rights ? null : m.model_reason_rights();
  });
  #busy = $state(false);

  constructor(private readonly making: () => ModelMakingView) {}

  #job(id: string | null): JobView | null {
    return app.jobs.find((job) => job.id === id) ?? null;
  }

  /** Why a row cannot be uploaded now. What nobody knows is not sent again before it was looked up. */
  whyNoUpload(row: ModelRowView): string | null {
    if (row.state === "unclear") return m.model_row_unclear_words();
    return this.#busy ? m.model_session_coming() : null;
  }

  async upload(row: ModelRowView, address: string): Promise<void> {
    await this.#guarded(async () => void (await this.#one(row, address)));
  }

  /** Everything that is not at the vendor yet; side by side, each a job of its own. */
  async uploadAll(): Promise<void> {
    const open = this.making().rows.filter((row) => row.state === "fresh" || row.state === "failed");
    await this.#guarded(async () => {
      for (const row of open) if (!(await this.#one(row, ""))) return;
    });
  }

  /** False: the user did not want to pass a limit. */
  async #one(row: ModelRowView, address: string): Promise<boolean> {
    const { id } = this.making();
    const open = await this.#session();
    const action = { kind: "uploadToCustomModel", making: id, row: row.id, publicUrl: address.trim() || null } as const;
    return open && (await this.#start(action)) !== null;
  }

  /** The first upload opens the session, which is free. */
  async #session(): Promise<boolean> {
    if (this.making().hasSession) return true;
    const job = await this.#start({ kind: "prepareCustomModel", making: this.making().id });
    if (job) await this.#end(job);
    return job !== null;
  }

  /** One request, one job; a limit of the account is asked about. */
  async #start(action: ActionRequest): Promise<JobView | null> {
    const spend = new Spend();
    const job = await spend.start(action);
    if (spend.error) throw spend.error;
    return job;
  }

  /** Waits until a job is over and what it brought is known here. */
  #end(job: JobView): Promise<void> {
    return new Promise((done, fail) => {
      const stop = $effect.root(() => {
        $effect(() => {
          const now = this.#job(job.id);
          if (now && !isRunning(now) && now.state !== "done") {
            stop();
            fail(now.error ?? asUiError(null));
          } else if (this.making().hasSession) {
            stop();
            done();
          }
        });
      });
    });
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    this.problem = null;
    this.#busy = true;
    try {
      await work();
    } catch (reason) {
      this.problem = asUiError(reason);
    }
    this.#busy = false;
  }

  requote(): void {
    this.creating.requote(this.whyNotYet === null ? this.#create : null);
  }

  create(): Promise<JobView | null> {
    if (!this.isTraining) this.creating.renew();
    return this.creating.send(this.whyNotYet === null ? this.#create : null);
  }

  get #create(): ActionRequest {
    return { kind: "createCustomModel", making: this.making().id };
  }

  stop(): void {
    this.creating.stop();
  }
}
