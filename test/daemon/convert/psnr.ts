/** How near two RGB565 frames (big-endian) are, in dB of 8-bit channels; infinite where they are equal. Above 30 nobody tells them apart on a panel. */
export function psnr(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) {
    const [p, q] = [a, b].map((frame) => ((frame[i] ?? 0) << 8) | (frame[i + 1] ?? 0));
    const [pixel = 0, other = 0] = [p, q];
    sum += ((pixel >> 11) * 8 - (other >> 11) * 8) ** 2;
    sum += (((pixel >> 5) & 63) * 4 - ((other >> 5) & 63) * 4) ** 2;
    sum += ((pixel & 31) * 8 - (other & 31) * 8) ** 2;
  }
  return 10 * Math.log10(255 ** 2 / (sum / (a.length / 2) / 3));
}
