// Where a recording goes, for how long, and who fetches it.

import { m } from "../i18n";
import type { ConnectionView } from "../ipc";
import { fileHost } from "../state";

export function goesWords(account: ConnectionView | null): string {
  const vendor = account?.vendorLabel ?? "";
  if (account?.practice) return m.voice_goes_practice();
  if (!fileHost.current) return m.voice_goes({ vendor });
  const { label, place } = fileHost.current;
  return m.voice_goes_host({ vendor, host: label, hours: String(place.hours) });
}
