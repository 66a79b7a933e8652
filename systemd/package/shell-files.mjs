import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installCompressed } from './install-file.mjs';
import { run } from './run-command.mjs';

/** Where each shell looks for what a package brings. */
const COMPLETIONS = {
  bash: 'usr/share/bash-completion/completions/framed',
  zsh: 'usr/share/zsh/vendor-completions/_framed',
  fish: 'usr/share/fish/vendor_completions.d/framed.fish',
};

/** The manual page and the completions, as the program that was just built tells them. `day`: YYYY-MM-DD, for the page's foot. */
export function layOutShellFiles(root, day) {
  const framed = (...words) => run(process.execPath, ['dist/daemon/main.js', ...words]);
  installCompressed(framed('man', '--date', day), join(root, 'usr/share/man/man1/framed.1.gz'));
  for (const [shell, path] of Object.entries(COMPLETIONS)) {
    const to = join(root, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, framed('completion', shell), { mode: 0o644 });
  }
}
