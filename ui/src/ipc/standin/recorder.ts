// A microphone that is drawn: a voice in a quiet room, and two takes that were made before.

import type { Backend } from "../backend";
import type { RecorderTick, RecordingView } from "../types";
import { fakePeaks } from "./peaks";
import { problem } from "./people";
import { wait, type World } from "./world";

type Part = Pick<
  Backend,
  | "listInputs" | "watchRecorder" | "releaseRecorder" | "startRecording" | "stopRecording" | "listRecordings"
  | "changeRecording" | "deleteRecording" | "recordingPeaks" | "playRecording" | "keepRecording"
>;

const TICK = 33;

function made(shelf: string, id: string, patch: Partial<RecordingView>): RecordingView {
  const length = patch.length ?? 14_200;
  return {
    id, shelf, name: "", best: false, createdAt: Date.now() - 60_000, length, trim: { start: 640, end: length - 900 },
    truePeakDb: -8.4, floorDb: -61, ended: "stopped", findings: [], ...patch,
  };
}

/** What lies on every shelf at first. */
const earlier = (shelf: string): RecordingView[] => [
  made(shelf, "recording-1", {
    name: shelf === "library" ? "Hook idea, kitchen" : "", length: 9_300,
    findings: [{ kind: "clipped", times: 2 }, { kind: "someNoise", floorDb: -51 }],
  }),
  made(shelf, "recording-2", { best: true }),
];

export function recorder(world: World): Part {
  const shelves = new Map<string, RecordingView[]>();
  const on = (shelf: string) => shelves.get(shelf) ?? (world.state === "recorded" ? earlier(shelf) : []);
  let timer = 0;
  let running: { shelf: string; id: string; at: number } | null = null;
  const find = (shelf: string, id: string): RecordingView => {
    const found = on(shelf).find((each) => each.id === id);
    if (!found) throw problem({ code: "notFound" });
    return found;
  };
  return {
    listInputs: async () => [
      { id: "mic", name: "Built-in Microphone", isDefault: true },
      { id: "usb", name: "Scarlett 2i2 USB", isDefault: false },
    ],
    async watchRecorder(onTick) {
      const began = performance.now();
      clearInterval(timer);
      timer = Number(setInterval(() => onTick(tick(world, performance.now() - began, running?.at ?? null)), TICK));
    },
    releaseRecorder: async () => clearInterval(timer),
    async startRecording(shelf) {
      await wait(60);
      running = { shelf, id: `recording-${on(shelf).length + 1}`, at: performance.now() };
      return running.id;
    },
    async stopRecording() {
      if (!running) throw problem({ code: "notFound" });
      const { shelf, id, at } = running;
      running = null;
      await wait(80);
      const length = Math.max(2_400, Math.round(performance.now() - at));
      const view = made(shelf, id, { createdAt: Date.now(), length, trim: { start: 200, end: length - 200 } });
      shelves.set(shelf, [...on(shelf), view]);
      return view;
    },
    listRecordings: async (shelf) => on(shelf),
    async changeRecording(shelf, id, { name, best, trim }) {
      const changed = { ...find(shelf, id), ...(name != null && { name }), ...(best != null && { best }), ...(trim && { trim }) };
      const others = on(shelf).map((each) => (best ? { ...each, best: false } : each));
      shelves.set(shelf, others.map((each) => (each.id === id ? changed : each)));
      return changed;
    },
    async deleteRecording(shelf, id) {
      shelves.set(shelf, on(shelf).filter((each) => each.id !== id));
    },
    recordingPeaks: async (shelf, id) => fakePeaks(find(shelf, id).length, id.length + Number(id.slice(-1)), null),
    async playRecording(shelf, id) {
      const { trim, length } = find(shelf, id);
      world.play({ song: null, lanes: [], loop: null, durationMs: length, positionMs: trim.start, playing: true });
    },
    keepRecording: async (_shelf, _id, song) => song ?? "song-3",
  };
}

function tick(world: World, at: number, since: number | null): RecorderTick {
  const input = world.state === "deaf" ? "denied" : "ready";
  const voice = since === null ? 0.012 : 0.32 * (0.6 + 0.4 * Math.sin(at / 210)) * (Math.sin(at / 900) > -0.6 ? 1 : 0.04);
  const peak = input === "ready" ? voice : 0;
  const pieces = Array.from({ length: 3 }, (_, n): [number, number] => {
    const high = peak * (0.7 + 0.3 * Math.sin(at / 17 + n * 2));
    return [-high * 0.9, high];
  });
  return {
    input, name: input === "ready" ? "Built-in Microphone" : "", peak, truePeak: peak * 1.04, clipped: world.state === "clipped" && since !== null,
    floorDb: input === "ready" && at > 300 ? -61.3 : null, recordedMs: since === null ? null : performance.now() - since,
    wave: since === null ? [] : pieces, ended: false,
  };
}
