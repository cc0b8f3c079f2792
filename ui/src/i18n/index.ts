// Messages in the chosen language, and numbers and times as that language writes them. `m.key()` is typed
// by the catalogues; reading it inside a component follows a change of language.

import * as m from "./paraglide/messages";
import { overwriteGetLocale } from "./paraglide/runtime";
import { language, type Locale } from "./language.svelte";

overwriteGetLocale(() => language.current);

export { m, language, type Locale };
export { amount, charge, isListed, price } from "./amount";
export { bytes, clock, clockTenths, decibels, exact, listed, seconds, shortDate, since } from "./format";
