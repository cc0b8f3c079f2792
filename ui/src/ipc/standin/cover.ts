// A cover for the list: two soft shapes in the colours of a seed, as PNG bytes.

export async function fakeCover(seed: string): Promise<ArrayBuffer> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 128;
  const context = canvas.getContext("2d");
  if (!context) return new ArrayBuffer(0);
  const hue = ([...seed].reduce((sum, letter) => (Math.imul(sum, 33) ^ letter.charCodeAt(0)) >>> 0, 7) * 47) % 360;
  const sky = context.createLinearGradient(0, 0, 128, 128);
  sky.addColorStop(0, `hsl(${hue} 45% 32%)`);
  sky.addColorStop(1, `hsl(${(hue + 70) % 360} 55% 55%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, 128, 128);
  context.fillStyle = `hsl(${(hue + 180) % 360} 70% 78% / 0.85)`;
  context.beginPath();
  context.arc(84, 52, 22, 0, Math.PI * 2);
  context.fill();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  return blob ? blob.arrayBuffer() : new ArrayBuffer(0);
}
