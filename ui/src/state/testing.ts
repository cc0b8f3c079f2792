// A core for tests of state: answers what a test gives it and remembers what it was asked. Tests only.

import { useBackend, type Backend } from "../ipc";
import type { JobView, Playback, Settings, UiEvent } from "../ipc/types";

export interface Asked {
  method: string;
  args: unknown[];
}

/** Methods that are not given answer nothing. */
export function fakeCore(given: Partial<Record<keyof Backend, (...args: never[]) => unknown>> = {}): Asked[] {
  const asked: Asked[] = [];
  const core = new Proxy({} as Backend, {
    get: (_, method: string) => (...args: unknown[]) => {
      asked.push({ method, args });
      const answer = given[method as keyof Backend] as ((...args: unknown[]) => unknown) | undefined;
      return Promise.resolve().then(() => answer?.(...args));
    },
  });
  useBackend(core);
  return asked;
}

export const PLAYBACK: Playback = {
  song: null, lanes: [], audible: 0, playing: false, loop: null, durationMs: 0, positionMs: 0, volumeDb: 0,
  loudnessMatch: true, laneGainsDb: [], output: "ready", outputName: "", underruns: 0,
};

export const SETTINGS: Settings = {
  language: "en", theme: "dark", output: null, input: null, libraryFolder: "", exportFolder: "", fetchTiming: true,
  loudnessMatch: true, firstRunDone: true, practicePace: "fast", joinChoice: "ask", drawing: "automatic", notifications: true, jobsAtOnce: 4, callbackUrl: "", callbackPort: 47810,
};

export function job(id: string, patch: Partial<JobView> = {}): JobView {
  return {
    id, action: "generate", song: "s", songTitle: "", connection: "", connectionLabel: "", practice: true, state: "waiting",
    money: "unknown", quoted: 0.5, charged: null, unit: "credits", startedAt: 0, endedAt: null,
    usualSeconds: [60, 120], range: null, takes: [], percent: null, stage: "", trouble: null, againAt: null, error: null, traceId: null, vendorMessage: null, ...patch,
  };
}

export function snapshot(revision: number, jobs: JobView[] = []): UiEvent {
  return { kind: "snapshot", revision, jobs, connections: [], vendors: [], settings: SETTINGS, playback: PLAYBACK };
}
