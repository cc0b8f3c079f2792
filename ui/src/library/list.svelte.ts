// The list of songs as pages of a hundred, fetched when they come into view. Rows keep their place while
// the core answers, so ten thousand songs scroll like ten.

import { asUiError, backend, type SongId, type SongQuery, type SongRow, type UiError } from "../ipc";

const PAGE = 100;

export class SongList {
  text = $state("");
  filter = $state<SongQuery["filter"]>("all");
  sort = $state<SongQuery["sort"]>("changed");
  total = $state(0);
  loaded = $state(false);
  error = $state.raw<UiError | null>(null);

  #pages = $state.raw<Map<number, SongRow[]>>(new Map());
  #asked = new Set<number>();
  #turn = 0;

  row(index: number): SongRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  indexOf(id: SongId): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** Something changed: read what is in view again; what is shown stays until the answer. */
  async refresh(first: number, last: number): Promise<void> {
    this.#turn += 1;
    this.#asked.clear();
    await this.need(first, last, true);
  }

  async need(first: number, last: number, replace = false): Promise<void> {
    const turn = this.#turn;
    const pages: number[] = [];
    for (let page = Math.floor(Math.max(0, first) / PAGE); page <= Math.floor(Math.max(0, last) / PAGE); page += 1) {
      if (!this.#asked.has(page)) pages.push(page);
    }
    const [head, ...tail] = pages;
    if (head !== undefined) await this.#fetch(head, turn, replace);
    await Promise.all(tail.map((page) => this.#fetch(page, turn, false)));
  }

  async #fetch(page: number, turn: number, replace: boolean): Promise<void> {
    this.#asked.add(page);
    const { text, filter, sort } = this;
    try {
      const answer = await backend.listSongs({ text: text.trim(), filter, sort, offset: page * PAGE, limit: PAGE });
      if (turn !== this.#turn) return;
      const kept = replace ? [] : [...this.#pages];
      this.#pages = new Map([...kept, [page, answer.rows]]);
      this.total = answer.total;
      this.error = null;
    } catch (reason) {
      this.#asked.delete(page);
      if (turn === this.#turn) this.error = asUiError(reason);
    } finally {
      if (turn === this.#turn) this.loaded = true;
    }
  }
}
