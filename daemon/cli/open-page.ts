import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A browser has read it by then, on a slow machine as well. */
const KEPT_MS = 60_000;

/**
 * Opens a link in the browser of this machine's desktop; does nothing where there is none. Returns what tidies up.
 *
 * The link is handed over in a file that only this user can read: every user of the machine sees the words of every command.
 */
export function openPage(link: string, environment: NodeJS.ProcessEnv = process.env): () => void {
  const hasDesktop = environment['WAYLAND_DISPLAY'] !== undefined || environment['DISPLAY'] !== undefined;
  const program = process.platform === 'darwin' ? 'open' : hasDesktop ? 'xdg-open' : undefined;
  if (program === undefined) return () => {};
  const folder = mkdtempSync(join(tmpdir(), 'framed-page-'));
  const path = join(folder, 'framed.html');
  // Base64url and an address of ours: nothing in it needs to be escaped.
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${link}"><title>framed</title>\n`;
  writeFileSync(path, page, { mode: 0o600 });
  const child = spawn(program, [path], { stdio: 'ignore', detached: true, env: environment });
  // Not installed: the link has been printed.
  child.on('error', () => {});
  child.unref();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const timer = setTimeout(remove, KEPT_MS).unref();
  return () => {
    clearTimeout(timer);
    remove();
  };
}
