import { QUIET_MODULES, qrCode } from '../../status-screens/qr-code.js';

/** A QR code in half blocks, two modules a character: dark on light, whatever the terminal's own colours are. */
export function terminalQr(text: string): string {
  const code = qrCode(text);
  const isDark = (row: number, column: number) =>
    row >= 0 && column >= 0 && row < code.size && column < code.size && code.isDark(row, column);
  const lines: string[] = [];
  for (let row = -QUIET_MODULES; row < code.size + QUIET_MODULES; row += 2) {
    let line = '';
    for (let column = -QUIET_MODULES; column < code.size + QUIET_MODULES; column++) {
      line += BLOCKS[(isDark(row, column) ? 2 : 0) + (isDark(row + 1, column) ? 1 : 0)];
    }
    lines.push(`${BLACK_ON_WHITE}${line}${RESET}\n`);
  }
  return lines.join('');
}

/** By which halves are dark: none, the lower, the upper, both. */
const BLOCKS = [' ', '▄', '▀', '█'];
/** ECMA-48, SGR, in the 256 colours of xterm: 16 is black, 231 is white. */
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const RESET = '\u001b[0m';
