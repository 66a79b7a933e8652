import type { MediaFacts } from './media-facts.js';

type Colours = Pick<MediaFacts, 'pixelFormat' | 'range' | 'matrix' | 'transfer' | 'height' | 'codec'>;

/** ffmpeg pixel formats that carry transparency; a palette may. */
export function hasAlpha(pixelFormat: string): boolean {
  return /^(yuva|rgba|bgra|argb|abgr|gbrap|ya\d|pal8)/.test(pixelFormat);
}

/** True where pixels are red, green and blue already, so that no matrix applies. */
export function isRgb(pixelFormat: string): boolean {
  return /^(rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8|x2rgb|x2bgr)/.test(pixelFormat);
}

/**
 * Options of ffmpeg's scale filter that say what the input's numbers mean. swscale takes anything untagged for BT.601, and browsers take
 * 720 lines and more for BT.709, so the choice is made here: as tagged; untagged by lines, as a browser does.
 */
export function inputColourOptions(colours: Colours): readonly string[] {
  if (isRgb(colours.pixelFormat)) return [];
  return [`in_color_matrix=${matrixName(colours)}`, `in_range=${rangeOf(colours)}`];
}

/** True where brightness is coded for an HDR screen (PQ or HLG). */
export function isHdr({ transfer }: Pick<Colours, 'transfer'>): boolean {
  return transfer === 'smpte2084' || transfer === 'arib-std-b67';
}

/**
 * Filters that bring PQ and HLG down to what an ordinary screen shows; zscale (libzimg) does the light, tonemap the highlights.
 * In: YUV as the file has it. Out: planar RGB, BT.709, full range.
 */
export function toneMapFilters(colours: Colours): readonly string[] {
  const matrix = matrixName(colours) === 'bt2020' ? 'bt2020nc' : 'bt709';
  const range = rangeOf(colours);
  return [
    // 100 cd/m2 is reference white (ITU-R BT.2408 has 203 for HDR, which leaves faces too dark on a small panel).
    `zscale=tin=${colours.transfer}:pin=bt2020:min=${matrix}:rin=${range}:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=gbr:r=pc',
    'format=gbrp',
  ];
}

function rangeOf({ range, pixelFormat }: Colours): 'tv' | 'pc' {
  if (/^(yuvj|gray|ya\d|mono)/.test(pixelFormat)) return 'pc';
  return range ?? 'tv';
}

function matrixName({ matrix, height, codec }: Colours): string {
  switch (matrix) {
    case 'bt709':
    case 'smpte240m':
    case 'fcc':
      return matrix;
    case 'bt470bg':
    case 'smpte170m':
      return 'bt601';
    case 'bt2020nc':
    case 'bt2020c':
      return 'bt2020';
  }
  // RFC 6386, 9.2 and the WebP container: VP8 is BT.601 whatever its size. JPEG is, by JFIF.
  if (['vp8', 'webp', 'mjpeg'].includes(codec)) return 'bt601';
  return height >= 720 ? 'bt709' : 'bt601';
}
