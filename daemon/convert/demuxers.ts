/**
 * The containers that ffmpeg may open for us: pictures, video, and sound (to say that a file is only that).
 *
 * Not here, on purpose: whatever opens other files or addresses (hls, dash, concat, imf, image2, sdp, rtsp, …), devices, text
 * turned into pictures (tty, subtitles) and vector drawings. A name that an ffmpeg build lacks does no harm.
 */
const VIDEO = [
  '3g2,3gp,asf,avi,av1,dirac,dv,flv,gxf,h261,h263,h264,hevc,ivf,m4a,m4v,matroska,mj2,mjpeg,mov,mp4',
  'mpeg,mpegts,mpegvideo,mxf,nsv,nut,obu,ogg,rm,roq,smk,swf,vc1,vvc,webm,wtv,yuv4mpegpipe',
];
const PICTURES = [
  'apng,gif,bmp_pipe,dds_pipe,dpx_pipe,exr_pipe,gif_pipe,hdr_pipe,j2k_pipe,jpeg_pipe,jpegls_pipe,jpegxl_anim,jpegxl_pipe,pam_pipe',
  'pbm_pipe,pcx_pipe,pgm_pipe,png_pipe,ppm_pipe,psd_pipe,qoi_pipe,sgi_pipe,sunrast_pipe,tiff_pipe,webp_pipe,xbm_pipe,xpm_pipe',
];
const SOUND = ['aac,ac3,aiff,amr,ape,au,caf,dts,eac3,flac,mp3,tak,tta,w64,wav,wv'];

/** For `-format_whitelist`. rawvideo is what this process itself sends; ffmpeg never takes a file for it unasked. */
export const DEMUXER_ALLOW_LIST: string = [...VIDEO, ...PICTURES, ...SOUND, 'rawvideo'].join(',');

/** Options of a demuxer that versions of ffmpeg disagree on. */
const DEMUXER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  // Browsers show a GIF frame of less than 2 hundredths for 10; ffmpeg 7.0 takes it at its word.
  gif: ['-min_delay', '2', '-default_delay', '10'],
};

/** For ffmpeg and ffprobe: the container that the file's first bytes announce. Undefined: they find out. */
export function demuxerArguments(demuxer: string | undefined): readonly string[] {
  return demuxer === undefined ? [] : ['-f', demuxer, ...(DEMUXER_OPTIONS[demuxer] ?? [])];
}

/** For `-protocol_whitelist`: never the network. */
export const PROTOCOL_ALLOW_LIST = 'file,pipe';

/** A film has a dozen; a HEIC photo of 48 megapixels 250, a tile each, where ffmpeg reads it. */
export const MAX_STREAMS = 512;

/**
 * The most pixels a picture may have, in file and in decoder. Decoded, a pixel takes 1.5 to 4 bytes, and ffmpeg holds two pictures at
 * a time: 100 megapixels are about half a gigabyte, what a Pi with 1 GB can spare. A 48 or 50 megapixel phone photo passes.
 */
export const MAX_PIXELS = 100_000_000;
