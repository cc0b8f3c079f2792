// A whole lane as a thin wave: rms solid, peaks lighter, symmetric. Drawn once per size; progress and ranges lie over it.

import { columns, loudest, type Peaks } from "./peaks";

export function drawThin(canvas: HTMLCanvasElement, source: Peaks | null, colour: string, width: number, height: number): void {
  const ratio = Math.max(1, devicePixelRatio);
  const count = Math.round(width * ratio);
  canvas.width = count;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d");
  if (!context) return;
  const middle = (height * ratio) / 2;
  context.fillStyle = colour;
  if (!source) return void context.fillRect(0, middle, count, ratio);
  const shape = columns(source, 0, source.frames / count, count);
  const reach = (middle - 1) / Math.max(0.05, loudest(source));
  for (const [list, alpha] of [[shape.high, 0.55], [shape.body, 1]] as const) {
    context.globalAlpha = alpha;
    list.forEach((value, x) => {
      const half = Math.max(0.5 * ratio, value * reach);
      context.fillRect(x, middle - half, 1, half * 2);
    });
  }
}
