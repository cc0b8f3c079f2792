// The dialog of one action on one take, while it is open: what was chosen, what it would cost, the one send.

import type { Compose, ConnectionView, JobView, MenuItem, Millis, Range, SongView, TakeView, Variation } from "../ipc";
import { whyNotSung } from "../compose/form";
import { app, fileHost, voices } from "../state";
import { Paying } from "./paying.svelte";
import { firstCompose, firstPoint, firstRange, formFor, requestOf, whyNotYet, type Choice } from "./request";

/** A take with its song: what an action works on. */
export interface Subject {
  song: SongView;
  take: TakeView;
}

export interface Given {
  range: Range | null;
  /** Where the take is heard now; null: it is not. */
  playhead: Millis | null;
}

/** Who pays: the account that the take is in, since no other knows it; else the song's, else the first. The core's rule. */
export function payerOf({ song, take }: Subject): ConnectionView | null {
  return app.connection(take.connection ?? song.compose.connection) ?? app.connections[0] ?? null;
}

export class Asking {
  readonly paying = new Paying();
  compose = $state.raw<Compose>(undefined as never);
  at = $state<Millis>(0);
  range = $state.raw<Range>({ start: 0, end: 0 });
  second = $state.raw<Subject | null>(null);
  variation = $state<Variation>("normal");
  publicUrl = $state("");

  connection = $derived.by(() => payerOf(this.subject));
  form = $derived.by(() => formFor(this.item, this.connection, this.compose.model));
  choice = $derived.by<Choice>(() => ({
    ...this.subject,
    item: this.item,
    form: this.form,
    compose: this.compose,
    at: this.at,
    range: this.range,
    second: this.second?.take.id ?? null,
    variation: this.variation,
    publicUrl: this.publicUrl,
    hosted: fileHost.current !== null,
  }));
  reason = $derived.by(() => whyNotYet(this.choice) ?? whyNotSung(this.form, this.compose, voices.view.voices));

  constructor(
    readonly subject: Subject,
    readonly item: MenuItem,
    given: Given,
  ) {
    const { song, take } = subject;
    const connection = payerOf(subject);
    this.compose = firstCompose(item, song, take, formFor(item, connection, song.compose.model || take.model));
    this.at = firstPoint(take, connection, given.playhead);
    this.range = firstRange(take, given.range);
  }

  edit(patch: Partial<Compose>): void {
    this.compose = { ...this.compose, ...patch };
  }

  requote(): void {
    this.paying.requote(this.reason === null ? requestOf(this.choice) : null);
  }

  send(): Promise<JobView | null> {
    return this.paying.send(this.reason === null ? requestOf(this.choice) : null);
  }
}
