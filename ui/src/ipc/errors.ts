// Whatever a command rejects with becomes a UiError.

import type { UiError } from "./types";

export function asUiError(reason: unknown): UiError {
  if (typeof reason === "object" && reason !== null && "code" in reason) {
    return { ...BLANK, ...(reason as Partial<UiError>) } as UiError;
  }
  return { ...BLANK, message: reason instanceof Error ? reason.message : String(reason) };
}

const BLANK: UiError = {
  code: "internal",
  message: "",
  money: null,
  vendorMessage: null,
  traceId: null,
  values: {},
};
