/** What the process tells its caller. Stable: scripts rely on it. */
export const EXIT = {
  ok: 0,
  /** It was asked rightly and could not be done; the reason is one line on standard error. */
  failed: 1,
  /** It was asked wrongly: an unknown option, a missing argument, a value that is none. */
  usage: 2,
  /** There is no framed to ask; systemctl status says it with the same number (LSB 5.0, section 22.2). */
  notRunning: 3,
  /** An error of its own that beginning anew has not mended; systemd starts it once more (sysexits.h, EX_SOFTWARE). */
  fault: 70,
  /** Ended by SIGINT (128 + 2), as shells report it. */
  interrupted: 130,
} as const;
