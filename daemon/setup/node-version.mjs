// 20.19 is what Raspberry Pi OS ships, and the first 20.x with everything used here.
const OLDEST = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(`framed needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}.`);
  console.error('On Debian 13 and Raspberry Pi OS: sudo apt install nodejs npm');
  process.exit(1);
}
