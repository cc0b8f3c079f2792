// The menu of a take as groups, in the order of use. What stands in it is the core's answer; this only sorts and words it.

import { m, price } from "../i18n";
import type { ActionKind, MenuItem, TakeView } from "../ipc";

export interface MenuGroup {
  name: string;
  label: () => string;
  items: MenuItem[];
}

const GROUPS: { name: string; label: () => string; actions: readonly ActionKind[] }[] = [
  { name: "more", label: m.act_group_more, actions: ["extend", "concat", "cover", "mashup", "sample", "inspiration"] },
  { name: "change", label: m.act_group_change, actions: ["remaster", "addVocals", "addInstrumental"] },
  { name: "apart", label: m.act_group_apart, actions: ["stems", "allStems"] },
  { name: "files", label: m.act_group_files, actions: ["wav", "mp4", "midi", "html"] },
  { name: "recording", label: m.act_group_recording, actions: ["upload", "uploadExtend", "uploadCover", "uploadGenerate"] },
];

/** Those that work on a range: what the menu of a range offers. */
export const ON_RANGE: readonly ActionKind[] = ["sample", "addVocals", "addInstrumental"];

/** Those that need no more than the take itself. */
export const PLAIN: ReadonlySet<ActionKind> = new Set(["concat", "stems", "allStems", "wav", "mp4", "midi", "html"]);

/** Everything that can be asked of a take by name. */
export const ON_TAKE: readonly ActionKind[] = GROUPS.filter((group) => group.name !== "recording").flatMap(
  (group) => group.actions.filter((action) => action !== "concat"),
);

/** A take that a vendor made needs no way to bring it there. */
const isRecording = (take: TakeView) => take.place === "local" || take.origin === "upload" || take.origin === "import";

export function grouped(items: readonly MenuItem[], take: TakeView): MenuGroup[] {
  return GROUPS.filter((group) => group.name !== "recording" || isRecording(take))
    .map(({ name, label, actions }) => ({
      name,
      label,
      items: actions.flatMap((action) => items.filter((item) => item.action === action)),
    }))
    .filter((group) => group.items.length > 0);
}

/** "0.50 cr", "about 0.50 cr", "price unknown". */
export function priceOf({ price: cost, unit, supposed }: Pick<MenuItem, "price" | "unit" | "supposed">): string {
  const words = price(cost, unit);
  return supposed && cost !== null ? m.act_about({ price: words }) : words;
}

/** Fewer lines than this say their reason themselves. */
const MANY = 4;

/** The reason that many lines share; empty: none. */
export function sharedReason(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) if (reason !== "") counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] >= MANY ? most[0] : "";
}
